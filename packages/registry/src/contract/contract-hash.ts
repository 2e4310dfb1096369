/**
 * Threat: a new version of a tool that says or asks something else than what the operator approved.
 * Rule: name, descriptions, schemas, resources, prompts, requested capabilities, isolation and limits above the default
 * are hashed as one canonical text; version, other limits and the component's bytes are not part of it (the digest covers
 * the bytes).
 */
import {
  DEFAULT_LIMITS,
  formatNetRule,
  NO_FEATURES,
  type Digest,
  type Json,
  type ResourceLimits,
  type ToolDefinition,
  type ToolFeatures,
  type ToolManifest,
} from '@kami/types';
import { canonicalJson } from './canonical-json.ts';
import { featuresJson } from './features-json.ts';

/** Version of the canonical form; a change of the form must not look like a change of a tool. */
const FORM = 'kami-contract/1';

/** What the operator approves of a tool, as one text: equal texts mean nothing to ask again. */
export function contractText(
  manifest: ToolManifest,
  definitions: readonly ToolDefinition[],
  features: ToolFeatures = NO_FEATURES,
): string {
  const { net, fsAccess, env, secrets, secretsRead, isolation } = manifest.security;
  const raised = raisedLimits(manifest.limits);
  const contract: Json = {
    form: FORM,
    id: manifest.id,
    name: manifest.name,
    title: manifest.title,
    description: manifest.description,
    definitions: definitions
      .map(definitionJson)
      .toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name))),
    features: featuresJson(features),
    requests: {
      net: net.map((rule) => formatNetRule({ ...rule, methods: rule.methods.toSorted() })).toSorted(),
      fsAccess,
      env: env.toSorted(),
      secrets: secrets.toSorted(),
      secretsRead: secretsRead?.toSorted(),
      isolation: isolation === 'process' ? isolation : undefined,
      limits: raised.length === 0 ? undefined : Object.fromEntries(raised),
    },
  };
  return canonicalJson(contract);
}

/** SHA-256 of {@link contractText} in UTF-8. */
export function contractHash(
  manifest: ToolManifest,
  definitions: readonly ToolDefinition[],
  sha256: (bytes: Uint8Array) => Digest,
  features: ToolFeatures = NO_FEATURES,
): Digest {
  return sha256(new TextEncoder().encode(contractText(manifest, definitions, features)));
}

/** The limits above those of a tool that states none, by name: what a manifest asks for beyond the default. */
export function raisedLimits(limits: ResourceLimits): readonly (readonly [name: string, value: number])[] {
  const { maxMemoryMb, maxExecutionMs, maxOutputKb, maxStorageMb, maxConcurrency } = limits;
  const stated = { maxMemoryMb, maxExecutionMs, maxOutputKb, maxStorageMb, maxConcurrency };
  const defaults = new Map(Object.entries(DEFAULT_LIMITS));
  return Object.entries(stated).filter(([name, value]) => value > (defaults.get(name) ?? 0));
}

function definitionJson(definition: ToolDefinition): {
  readonly name: string;
  readonly [key: string]: Json | undefined;
} {
  const { name, title, description, inputSchema, outputSchema } = definition;
  return { name, title, description, inputSchema, outputSchema };
}
