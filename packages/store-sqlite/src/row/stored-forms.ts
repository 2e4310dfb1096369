/**
 * Threat: a database that something else wrote into: what is read decides what a tool may do.
 * Rule: every stored value is checked for its form before it is believed.
 */
import type { InstallationState } from '@kami/registry';
import { isStoredSecretGrant } from './stored-secret-grant.ts';
import { hasManifestFeatures } from './stored-features.ts';
import {
  isJsonObject,
  LIMIT_RANGES,
  parseDigest,
  parseToolId,
  parseToolName,
  parseToolVersion,
  type Convention,
  type Digest,
  type Permission,
  type ToolDefinition,
  type ToolId,
  type ToolManifest,
  type ToolName,
  type ToolVersion,
} from '@kami/types';

/** Whether a text is a tool id. */
export const isToolId = (text: string): text is ToolId => parseToolId(text).ok;
/** Whether a text is a tool name. */
export const isToolName = (text: string): text is ToolName => parseToolName(text).ok;
/** Whether a text is a version. */
export const isToolVersion = (text: string): text is ToolVersion => parseToolVersion(text).ok;
/** Whether a text is a digest without a prefix. */
export const isDigest = (text: string): text is Digest => text.length === 64 && parseDigest(text).ok;
/** Whether a text is a state of an installation. */
export const isState = (text: string): text is InstallationState => text === 'active' || text === 'held';
/** Whether a text is a convention. */
export const isConvention = (text: string): text is Convention =>
  text === 'kami-tool' || text === 'json-tool' || text === 'typed';

/** Whether a value is a list of texts. */
export function isTexts(value: unknown): value is readonly string[] {
  return isListOf(value, (item): item is string => typeof item === 'string');
}

/** Whether a value is a permission. */
export function isPermission(value: unknown): value is Permission {
  return (
    isJsonObject(value) &&
    isListOf(value['net'], isNetRule) &&
    isListOf(value['mounts'], isMount) &&
    typeof value['privateFolder'] === 'boolean' &&
    isTexts(value['env']) &&
    (value['secrets'] === undefined || isListOf(value['secrets'], isStoredSecretGrant))
  );
}

/** Whether a value is a list of tool definitions. */
export function isDefinitions(value: unknown): value is readonly ToolDefinition[] {
  return isListOf(
    value,
    (item): item is ToolDefinition =>
      isJsonObject(item) &&
      typeof item['name'] === 'string' &&
      typeof item['description'] === 'string' &&
      isOptionalText(item['title']) &&
      isJsonObject(item['inputSchema']) &&
      (item['outputSchema'] === undefined || isJsonObject(item['outputSchema'])),
  );
}

/** Whether a value is a manifest. */
export function isManifest(value: unknown): value is ToolManifest {
  if (!isJsonObject(value)) return false;
  const { id, name, version, wasm, kami, title, description, tools, security, limits } = value;
  return (
    [id, name, version, wasm].every((text) => typeof text === 'string') &&
    [kami, title, description].every(isOptionalText) &&
    isListOf(tools, isToolSpec) &&
    hasManifestFeatures(value) &&
    isJsonObject(security) &&
    isListOf(security['net'], isNetRule) &&
    isOneOf(security['fsAccess'], ['none', 'read-only', 'sandbox']) &&
    (security['isolation'] === undefined || isOneOf(security['isolation'], ['shared', 'process'])) &&
    isTexts(security['env']) &&
    isTexts(security['secrets']) &&
    (security['secretsRead'] === undefined || isTexts(security['secretsRead'])) &&
    isJsonObject(limits) &&
    Object.keys(LIMIT_RANGES).every((key) => Number.isInteger(limits[key]))
  );
}

function isToolSpec(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const { function: exported, name, title, description, arguments: args } = value;
  return (
    [exported, name, title, description].every(isOptionalText) &&
    (args === undefined || (Array.isArray(args) && args.every(isArgumentSpec)))
  );
}

function isArgumentSpec(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const { name, type, description, required } = value;
  return (
    typeof name === 'string' &&
    typeof type === 'string' &&
    isOptionalText(description) &&
    typeof required === 'boolean'
  );
}

function isNetRule(value: unknown): boolean {
  return (
    isJsonObject(value) &&
    isTexts(value['methods']) &&
    isOneOf(value['scheme'], ['http', 'https']) &&
    typeof value['host'] === 'string' &&
    typeof value['subdomains'] === 'boolean' &&
    Number.isInteger(value['port'])
  );
}

function isMount(value: unknown): boolean {
  return (
    isJsonObject(value) &&
    typeof value['name'] === 'string' &&
    typeof value['hostPath'] === 'string' &&
    isOneOf(value['mode'], ['ro', 'rw'])
  );
}

function isOneOf(value: unknown, texts: readonly string[]): boolean {
  return typeof value === 'string' && texts.includes(value);
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function isListOf<T>(
  value: unknown,
  item: ((entry: unknown) => entry is T) | ((entry: unknown) => boolean),
): value is readonly T[] {
  return Array.isArray(value) && value.every((entry: unknown) => item(entry));
}
