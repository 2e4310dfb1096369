import type { Schema } from '../tool/schema.ts';

/** Keywords that schema libraries write and that the forms of MCP do not have; the library itself checks them afterwards. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  '$schema',
  'additionalProperties',
  'pattern',
  'exclusiveMinimum',
  'exclusiveMaximum',
]);

/** The JSON Schema text of a form, as MCP allows it. Throws where the library has no Standard JSON Schema. */
export function toFormSchema(schema: Schema): string {
  const json = schema['~standard'].jsonSchema?.input({ target: 'draft-2020-12' });
  if (json === undefined)
    throw new TypeError('the schema of a form must write itself as JSON Schema, as that of "zod" does');
  const { properties, required } = json;
  const fields = isRecord(properties)
    ? Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, withoutExtras(field)]))
    : {};
  return JSON.stringify({
    type: json['type'],
    properties: fields,
    ...(required !== undefined && { required }),
  });
}

function withoutExtras(field: unknown): unknown {
  if (!isRecord(field)) return field;
  return Object.fromEntries(Object.entries(field).filter(([key]) => !LEFT_OUT.has(key)));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
