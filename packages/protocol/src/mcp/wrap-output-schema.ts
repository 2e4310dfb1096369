import { isJsonObject, type Json, type JsonObject } from '@kami/types';
import { isJsonArray } from '../parse/json-array.ts';

/** An output schema whose root is an object's, as MCP revisions before 2026-07-28 need it. */
export type ObjectSchema = JsonObject & { readonly type: 'object' };

/** Whether a schema's root says that it is an object's. */
export function isObjectSchema(schema: JsonObject): schema is ObjectSchema {
  return schema['type'] === 'object';
}

/**
 * The output schema as clients get it: itself when its root is an object's, else the schema of
 * `{"result": X}`. References within the schema are moved along. The schema must have passed
 * `schemaProblem`, which bounds it.
 */
export function wrapOutputSchema(schema: JsonObject): ObjectSchema {
  if (isObjectSchema(schema)) return schema;
  const moved = moveReferences(schema);
  return { type: 'object', properties: { result: moved }, required: ['result'], additionalProperties: false };
}

/** A result as clients get it: itself, or wrapped where {@link wrapOutputSchema} wraps the schema. */
export function wrapStructured(structured: Json, schema: JsonObject | undefined): JsonObject {
  return isJsonObject(structured) && (schema === undefined || isObjectSchema(schema))
    ? structured
    : { result: structured };
}

function moveReferences(value: Json): Json {
  if (isJsonArray(value)) return value.map(moveReferences);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, member]) => {
    const isReference = key === '$ref' && typeof member === 'string' && /^#(?:\/|$)/.test(member);
    return [
      key,
      isReference ? `#/properties/result${member.slice(1)}` : moveReferences(member ?? null),
    ] as const;
  });
  return Object.fromEntries(entries);
}
