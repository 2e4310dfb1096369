/**
 * Threat: a schema made to exhaust the compiler, or to fetch another document. Rule: size and depth
 * are bounded before it is compiled, and a reference stays inside its own document.
 */
import {
  endSentence,
  err,
  isJsonObject,
  kamiError,
  ok,
  type Json,
  type JsonObject,
  type KamiError,
  type Result,
} from '@kami/types';

/** Largest schema as JSON text, in bytes. */
export const MAX_SCHEMA_BYTES: number = 256 * 1024;
/** Deepest nesting of objects and arrays in a schema. */
const MAX_SCHEMA_DEPTH = 64;

/** Checks a schema's size, depth and references. `what` names it in the message. Errors: `KAMI_COMPONENT_INVALID`. */
export function checkSchema(schema: JsonObject, what: string): Result<void, KamiError> {
  const problem =
    findProblem(schema, 0) ??
    (isTooLarge(schema) ? `it is larger than ${MAX_SCHEMA_BYTES} bytes` : undefined);
  if (problem === undefined) return ok(undefined);
  return err(kamiError('KAMI_COMPONENT_INVALID', endSentence(`${what} is not accepted: ${problem}`)));
}

function isTooLarge(schema: JsonObject): boolean {
  return new TextEncoder().encode(JSON.stringify(schema)).length > MAX_SCHEMA_BYTES;
}

function findProblem(value: Json | undefined, depth: number): string | undefined {
  if (depth > MAX_SCHEMA_DEPTH) return `it is nested over ${MAX_SCHEMA_DEPTH} deep`;
  if (!isJsonObject(value)) return Array.isArray(value) ? findFirst(value, depth) : undefined;
  for (const keyword of ['$ref', '$dynamicRef']) {
    const reference = Object.hasOwn(value, keyword) ? value[keyword] : undefined;
    if (typeof reference === 'string' && !reference.startsWith('#')) {
      return `its ${keyword} ${JSON.stringify(reference.slice(0, 80))} leads to another document`;
    }
  }
  return findFirst(Object.values(value), depth);
}

function findFirst(values: readonly (Json | undefined)[], depth: number): string | undefined {
  for (const value of values) {
    const problem = findProblem(value, depth + 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
