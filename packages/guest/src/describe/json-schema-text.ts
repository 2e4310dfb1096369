import { describeError } from '../tool/describe-error.ts';
import type { Schema } from '../tool/schema.ts';
import type { SchemaWriters } from './schema-writers.ts';

/**
 * The JSON Schema (2020-12) text of a schema, as MCP wants it: the root is an object.
 * Throws where the author's schema cannot be written so; that ends the build.
 */
export function toJsonSchemaText(
  schema: Schema,
  side: 'input' | 'output',
  tool: string,
  writers: SchemaWriters,
): string {
  const where = `The ${side} schema of the tool "${tool}"`;
  let json: Record<string, unknown>;
  try {
    json = { ...write(schema, side, writers) };
  } catch (error) {
    throw new Error(`${where} cannot be written as JSON Schema: ${describeError(error)}`, { cause: error });
  }
  if (json['type'] !== 'object')
    throw new Error(`${where} must be an object at its root, such as z.object({ … }), not ${rootType(json)}`);
  delete json['$schema'];
  return JSON.stringify(json);
}

function write(
  schema: Schema,
  side: 'input' | 'output',
  writers: SchemaWriters,
): Readonly<Record<string, unknown>> {
  const { vendor, jsonSchema } = schema['~standard'];
  if (jsonSchema !== undefined) return jsonSchema[side]({ target: 'draft-2020-12' });
  if (vendor === 'zod' && writers.zod !== undefined) return writers.zod(schema, { io: side });
  if (vendor === 'valibot' && writers.valibot !== undefined)
    return writers.valibot(schema, { typeMode: side, target: 'draft-2020-12' });
  if (vendor === 'valibot')
    throw new Error('Valibot does so by a package of its own: npm install @valibot/to-json-schema');
  throw new Error(`"${vendor}" has no Standard JSON Schema (https://standardschema.dev)`);
}

const rootType = (json: Record<string, unknown>): string =>
  typeof json['type'] === 'string' ? `"${json['type']}"` : 'a choice of types';
