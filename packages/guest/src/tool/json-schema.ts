import { describeError } from './describe-error.ts';
import type { Schema } from './schema.ts';

/**
 * The JSON Schema (2020-12) text of a schema, as MCP wants it: the root is an object.
 * Throws where the author's schema cannot be written so; that ends the build.
 */
export function toJsonSchemaText(schema: Schema, side: 'input' | 'output', tool: string): string {
  const where = `The ${side} schema of the tool "${tool}"`;
  let json: Record<string, unknown>;
  try {
    json = { ...schema['~standard'].jsonSchema[side]({ target: 'draft-2020-12' }) };
  } catch (error) {
    throw new Error(`${where} cannot be written as JSON Schema: ${describeError(error)}`, { cause: error });
  }
  if (json['type'] !== 'object')
    throw new Error(`${where} must be an object at its root, such as z.object({ … }), not ${rootType(json)}`);
  delete json['$schema'];
  return JSON.stringify(json);
}

const rootType = (json: Record<string, unknown>): string =>
  typeof json['type'] === 'string' ? `"${json['type']}"` : 'a choice of types';
