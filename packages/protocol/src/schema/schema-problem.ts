import { isJsonObject, type Json, type JsonObject } from '@kami/types';
import { isJsonArray } from '../parse/json-array.ts';

/** Objects and arrays in one schema. */
export const MAX_SCHEMA_NODES = 4096;
/** A regular expression in a schema, in characters. */
export const MAX_SCHEMA_PATTERN = 512;

/**
 * What is wrong with a JSON Schema that came from outside, or nothing: a reference that leaves the
 * document, too many nodes, an over-long pattern, or a `__proto__` key. Not a check against the
 * meta-schema: that is the validator's.
 */
export function schemaProblem(schema: JsonObject): string | undefined {
  const open: (JsonObject | readonly Json[])[] = [schema];
  let nodes = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (++nodes > MAX_SCHEMA_NODES) return `over ${MAX_SCHEMA_NODES} objects and arrays`;
    for (const [key, value] of Object.entries(next)) {
      const problem = isJsonObject(next) ? entryProblem(key, value) : undefined;
      if (problem !== undefined) return problem;
      if (typeof value === 'object' && value !== null) open.push(value);
    }
  }
  return undefined;
}

function entryProblem(key: string, value: Json | undefined): string | undefined {
  if (key === '__proto__') return 'the key "__proto__" is not allowed';
  if (typeof value !== 'string') return undefined;
  if ((key === '$ref' || key === '$dynamicRef') && !value.startsWith('#')) return `${key} leaves the schema`;
  if (key === 'pattern' && value.length > MAX_SCHEMA_PATTERN)
    return `a pattern is over ${MAX_SCHEMA_PATTERN} characters`;
  return undefined;
}

/**
 * What keeps an object schema from being listed, or nothing: clients refuse a whole list when one tool's
 * `properties` hold something other than schema objects, or `required` other than names.
 */
export function objectSchemaProblem(schema: JsonObject): string | undefined {
  const { properties = {}, required = [] } = schema;
  if (!isJsonObject(properties)) return 'properties: expected an object';
  const odd = Object.keys(properties).find((name) => !isJsonObject(properties[name]));
  if (odd !== undefined) return `properties: ${odd.slice(0, 40)}: expected a schema object`;
  if (!isJsonArray(required) || required.some((name) => typeof name !== 'string'))
    return 'required: expected an array of names';
  return schemaProblem(schema);
}
