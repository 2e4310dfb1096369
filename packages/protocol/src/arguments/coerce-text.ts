import { err, isJsonObject, ok, type Json, type JsonObject, type Result } from '@kami/types';
import { boundedJson } from '../parse/bounded-json.ts';
import { describeJson } from '../parse/describe-json.ts';
import { describeSchemaProperty } from '../schema/describe-schema.ts';
import { schemaBranches, schemaTypes, type SchemaType } from '../schema/schema-types.ts';
import { MAX_ARGUMENT_BYTES, MAX_ARGUMENT_DEPTH } from './argument-bounds.ts';

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * The value that a text on the command line stands for. Where the schema lets a string through, the text
 * is it; else it is read as a number, a boolean, null, or JSON, as the schema says. A schema that says
 * nothing takes the text. The error says what was expected.
 */
export function coerceText(schema: JsonObject | undefined, text: string): Result<Json, string> {
  const types = schema === undefined ? new Set<SchemaType>() : schemaTypes(schema);
  if (schema === undefined || types.size === 0 || types.has('string')) return ok(text);
  if (types.has('null') && text === 'null') return ok(null);
  if (types.has('boolean') && (text === 'true' || text === 'false')) return ok(text === 'true');
  if ((types.has('integer') || types.has('number')) && NUMBER.test(text)) {
    const number = Number(text);
    if (types.has('number') ? Number.isFinite(number) : Number.isSafeInteger(number)) return ok(number);
  }
  if (types.has('array') || types.has('object')) return coerceContainer(types, schema, text);
  return err(`expected ${describeSchemaProperty(schema)}, found ${describeJson(text)}`);
}

/** Whether a property takes bytes as base64, so that a file's bytes are meant. */
export function takesBase64(schema: JsonObject | undefined): boolean {
  return (
    schema !== undefined && schemaBranches(schema).some((branch) => branch['contentEncoding'] === 'base64')
  );
}

function coerceContainer(
  types: ReadonlySet<SchemaType>,
  schema: JsonObject,
  text: string,
): Result<Json, string> {
  const json = boundedJson(text, {
    maxBytes: MAX_ARGUMENT_BYTES,
    maxDepth: MAX_ARGUMENT_DEPTH,
    rejectDuplicateKeys: true,
  });
  if (!json.ok) return err(`expected ${describeSchemaProperty(schema)} as JSON: ${json.error.message}`);
  const type = Array.isArray(json.value) ? 'array' : isJsonObject(json.value) ? 'object' : undefined;
  if (type !== undefined && types.has(type)) return ok(json.value);
  return err(`expected ${describeSchemaProperty(schema)} as JSON, found ${describeJson(json.value)}`);
}
