import type { ArgumentSpec, JsonObject } from '@kami/types';

/** The input schema (JSON Schema 2020-12) of arguments that a manifest describes; nothing else is allowed. */
export function manifestArgumentsToSchema(specs: readonly ArgumentSpec[]): JsonObject {
  const properties = specs.map(
    ({ name, type, description }) =>
      [name, { type, ...(description !== undefined && { description }) }] as const,
  );
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: specs.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}
