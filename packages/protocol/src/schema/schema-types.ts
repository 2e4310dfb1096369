import { isJsonObject, type Json, type JsonObject } from '@kami/types';
import { isJsonArray } from '../parse/json-array.ts';

/** The names that `type` can have (JSON Schema 2020-12, Validation, section 6.1.1). */
export type SchemaType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

const NAMES: readonly SchemaType[] = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];
const MAX_BRANCH_DEPTH = 8;

/** The schemas that a schema offers to choose from: itself, or the branches of its `anyOf` and `oneOf`. */
export function schemaBranches(schema: JsonObject, depth: number = 0): readonly JsonObject[] {
  const branches = [schema['anyOf'], schema['oneOf']]
    .flatMap((list) => (isJsonArray(list) ? list : []))
    .filter(isJsonObject);
  if (branches.length === 0 || depth >= MAX_BRANCH_DEPTH) return [schema];
  return branches.flatMap((branch) => schemaBranches(branch, depth + 1));
}

/** Which types a schema lets through, as far as it says; none when it says nothing. */
export function schemaTypes(schema: JsonObject): ReadonlySet<SchemaType> {
  const types = schemaBranches(schema).flatMap((branch) => {
    const named = isJsonArray(branch['type']) ? branch['type'] : [branch['type']];
    const shown = isJsonArray(branch['enum'])
      ? branch['enum']
      : Object.hasOwn(branch, 'const')
        ? [branch['const']]
        : [];
    const fromNames = NAMES.filter((name) => named.includes(name));
    return fromNames.length > 0 ? fromNames : shown.map(typeOf);
  });
  return new Set(types);
}

/** The schema of one property of an object schema, when it describes it. */
export function propertySchema(schema: JsonObject, name: string): JsonObject | undefined {
  const properties = schema['properties'];
  const property = isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  return isJsonObject(property) ? property : undefined;
}

function typeOf(value: Json | undefined): SchemaType {
  if (value === null || value === undefined) return 'null';
  if (isJsonArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'object' ? 'object' : typeof value === 'boolean' ? 'boolean' : 'string';
}
