/**
 * Threat: a database that something else wrote into: what is read decides who answers for a URI, and what models read.
 * Rule: every stored value is checked for its form before it is believed.
 */
import { FEATURE_EXPORTS, isJsonObject, type JsonObject, type ToolFeatures } from '@kami/types';

/** Whether a value is the features of a tool. */
export function isFeatures(value: unknown): value is ToolFeatures {
  if (!isJsonObject(value)) return false;
  const { exports, resources, templates, prompts, icon } = value;
  return (
    isListOf(exports, (item) => FEATURE_EXPORTS.some((known) => known === item)) &&
    isListOf(resources, isResource) &&
    isListOf(templates, (item) => isSpoken(item, ['uriTemplate', 'name'])) &&
    isListOf(prompts, isPrompt) &&
    (icon === undefined || isSpoken(icon, ['src', 'mimeType']))
  );
}

/** Whether the parts of a manifest that say of resources, prompts and icon are of their form; each may be absent. */
export function hasManifestFeatures({ resources, prompts, icon }: JsonObject): boolean {
  return (
    (icon === undefined || typeof icon === 'string') &&
    (resources === undefined || isListOf(resources, isResourceSpec)) &&
    (prompts === undefined || isListOf(prompts, (item) => isPrompt(item) && 'messages' in item))
  );
}

function isResource(value: unknown): boolean {
  if (!isJsonObject(value) || !isSpoken(value, ['uri', 'name'])) return false;
  const { size, body } = value;
  return (
    (size === undefined || Number.isSafeInteger(size)) &&
    (body === undefined || hasOneText(body, 'text', 'blob'))
  );
}

function isResourceSpec(value: unknown): boolean {
  return (
    isJsonObject(value) && isSpoken(value, ['uri', 'name']) && hasOneText(value['source'], 'text', 'file')
  );
}

function isPrompt(value: unknown): value is JsonObject {
  if (!isJsonObject(value) || !isSpoken(value, ['name'])) return false;
  const { arguments: args, messages } = value;
  return (
    isListOf(args, (item) => isSpoken(item, ['name']) && typeof item['required'] === 'boolean') &&
    (messages === undefined ||
      isListOf(
        messages,
        (item) => isSpoken(item, ['text']) && (item['role'] === 'user' || item['role'] === 'assistant'),
      ))
  );
}

/** Whether an object has these texts, and its title, description and media type, where it has them, are texts too. */
function isSpoken(value: unknown, texts: readonly string[]): value is JsonObject {
  return (
    isJsonObject(value) &&
    texts.every((key) => typeof value[key] === 'string') &&
    ['title', 'description', 'mimeType'].every(
      (key) => value[key] === undefined || typeof value[key] === 'string',
    )
  );
}

function hasOneText(value: unknown, ...keys: readonly string[]): boolean {
  return isJsonObject(value) && keys.filter((key) => typeof value[key] === 'string').length === 1;
}

function isListOf(value: unknown, item: (entry: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every((entry: unknown) => item(entry));
}
