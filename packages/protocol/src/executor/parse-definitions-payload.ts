/**
 * Threat: what a component says of its tools is read by models, clients and validators. Rule: names are
 * short and plain, sizes and depths bounded, a schema is an object's and refers to nothing outside
 * itself (MCP 2026-07-28: a network `$ref` must not be dereferenced).
 */
import { err, ok, type JsonObject, type Result, type ToolDefinition } from '@kami/types';
import { boundedJson } from '../parse/bounded-json.ts';
import { fields, list, refine } from '../parse/composite-shapes.ts';
import { jsonObject } from '../parse/json-shapes.ts';
import { pattern, text } from '../parse/scalar-shapes.ts';
import { parseShape, type Shape } from '../parse/shape.ts';
import { objectSchemaProblem, schemaProblem } from '../schema/schema-problem.ts';

/** Definitions of one component. */
export const MAX_DEFINITIONS = 128;
/** All definitions of a component, in bytes. */
export const MAX_DEFINITIONS_BYTES: number = 1024 * 1024;
/** Containers inside each other in the definitions; a schema begins at depth 3. */
export const MAX_DEFINITIONS_DEPTH = 40;

/** A definition's name: letters, digits, underscores and hyphens, at most 48. */
export const definitionName: Shape<string> = pattern(
  /^[A-Za-z0-9_-]{1,48}$/,
  48,
  'at most 48 letters, digits, underscores or hyphens',
);

const inputSchema: Shape<JsonObject> = refine(jsonObject, (schema) =>
  schema['type'] === 'object' ? objectSchemaProblem(schema) : 'expected a schema whose type is "object"',
);
const outputSchema: Shape<JsonObject> = refine(jsonObject, (schema) =>
  schema['type'] === 'object' ? objectSchemaProblem(schema) : schemaProblem(schema),
);

const definition: Shape<ToolDefinition> = fields(
  { name: definitionName, description: text(16 * 1024), inputSchema },
  { title: text(256), outputSchema },
);

const DEFINITIONS: Shape<{ readonly definitions: readonly ToolDefinition[] }> = fields({
  definitions: refine(list(definition, MAX_DEFINITIONS), (all) => {
    const seen = new Set<string>();
    for (const { name } of all) {
      if (seen.has(name)) return `the name ${name} is there twice`;
      seen.add(name);
    }
    return undefined;
  }),
});

/** Reads the body of a `described` result: `{"definitions": ToolDefinition[]}`. The error says which rule was broken. */
export function parseDefinitionsPayload(body: Uint8Array): Result<readonly ToolDefinition[], string> {
  const json = boundedJson(body, {
    maxBytes: MAX_DEFINITIONS_BYTES,
    maxDepth: MAX_DEFINITIONS_DEPTH,
    rejectDuplicateKeys: true,
  });
  if (!json.ok) return err(json.error.message);
  const payload = parseShape(DEFINITIONS, json.value);
  return payload.ok ? ok(payload.value.definitions) : err(payload.error);
}
