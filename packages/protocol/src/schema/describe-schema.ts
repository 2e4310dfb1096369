import { isJsonObject, type Json, type JsonObject } from '@kami/types';
import { isJsonArray } from '../parse/json-array.ts';
import { describeJson } from '../parse/describe-json.ts';
import { schemaBranches } from './schema-types.ts';

const MAX_DEPTH = 3;
const MAX_SHOWN = 8;

/** One property of an object schema, for people. */
export interface PropertyText {
  readonly name: string;
  /** What it takes, for example `integer from 0 to 255`. */
  readonly type: string;
  readonly required: boolean;
  readonly description?: string;
}

/** The properties of an object schema, required ones first, else in their order. */
export function describeProperties(schema: JsonObject): readonly PropertyText[] {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const required = new Set<Json>(list(schema['required']));
  const texts = Object.entries(properties).map(([name, property]): PropertyText => {
    const description = isJsonObject(property) ? property['description'] : undefined;
    return {
      name,
      type: isJsonObject(property) ? describeSchemaProperty(property) : 'anything',
      required: required.has(name),
      ...(typeof description === 'string' && { description }),
    };
  });
  return [...texts.filter((text) => text.required), ...texts.filter((text) => !text.required)];
}

/** What a schema lets through, in a few words. */
export function describeSchemaProperty(schema: JsonObject): string {
  return describeAt(schema, 0);
}

function describeAt(schema: JsonObject, depth: number): string {
  const branches = schemaBranches(schema);
  if (branches.length > 1)
    return some(
      branches.map((branch) => describeAt(branch, depth + 1)),
      ' or ',
    );
  const [only = schema] = branches;
  const shown = Object.hasOwn(only, 'const') ? [only['const']] : list(only['enum']);
  if (shown.length > 0) return some(shown.map(describeJson), ' or ');
  const type = only['type'];
  if (typeof type !== 'string')
    return list(type).length > 0 ? some(list(type).map(String), ' or ') : 'anything';
  if (depth >= MAX_DEPTH) return type;
  if (type === 'array') return describeArray(only, depth);
  if (type === 'object') return describeObject(only);
  if (type === 'integer' || type === 'number')
    return `${type}${describeRange(only['minimum'], only['maximum'])}`;
  return only['contentEncoding'] === 'base64' ? 'bytes in base64' : type;
}

function describeArray(schema: JsonObject, depth: number): string {
  if (isJsonObject(schema['items'])) return `array of ${describeAt(schema['items'], depth + 1)}`;
  const first = list(schema['prefixItems']).filter(isJsonObject);
  return first.length === 0 ? 'array' : `[${first.map((item) => describeAt(item, depth + 1)).join(', ')}]`;
}

function describeObject(schema: JsonObject): string {
  if (!isJsonObject(schema['properties'])) return 'object';
  const required = new Set<Json>(list(schema['required']));
  const names = Object.keys(schema['properties']).map((name) => (required.has(name) ? name : `${name}?`));
  return names.length === 0 ? 'object' : `{${some(names, ', ')}}`;
}

function describeRange(min: Json | undefined, max: Json | undefined): string {
  if (typeof min === 'number' && typeof max === 'number') return ` from ${min} to ${max}`;
  if (typeof min === 'number') return ` from ${min}`;
  return typeof max === 'number' ? ` up to ${max}` : '';
}

function some(texts: readonly string[], separator: string): string {
  const distinct = [...new Set(texts)];
  return distinct.length > MAX_SHOWN
    ? [...distinct.slice(0, MAX_SHOWN), '…'].join(separator)
    : distinct.join(separator);
}

function list(value: Json | undefined): readonly Json[] {
  return isJsonArray(value) ? value : [];
}
