import {
  err,
  isJsonObject,
  kamiError,
  ok,
  type Json,
  type JsonObject,
  type KamiError,
  type Result,
} from '@kami/types';
import { boundedJson } from '../parse/bounded-json.ts';
import { encodeBase64 } from '../parse/base64.ts';
import { fitsUtf8 } from '../parse/utf8-length.ts';
import { propertySchema } from '../schema/schema-types.ts';
import { MAX_ARGUMENT_BYTES, MAX_ARGUMENT_DEPTH } from './argument-bounds.ts';
import { coerceText, takesBase64 } from './coerce-text.ts';
import { parseArgumentToken, type ArgumentToken } from './parse-argument-token.ts';

/** What was given on the command line. */
export interface ArgumentSources {
  /** `name=…` and `name:=…`, in order. */
  readonly tokens: readonly string[];
  /** Path of `--args`; `-` is standard input. What a token names wins over it. */
  readonly whole?: string;
}

/** Reads a file, or standard input for `-`, of at most `maxBytes`. */
export type ReadArgumentFile = (path: string, maxBytes: number) => Promise<Result<Uint8Array, KamiError>>;

/**
 * The arguments of a call from the command line. Errors: `KAMI_USAGE` for a token that is none, a name
 * given twice or more than 4 MiB, `KAMI_ARGUMENT_INVALID` for a value that the schema's type does not
 * let through, and what `readFile` gives. Does not check against the whole schema.
 */
export async function parseArguments(
  sources: ArgumentSources,
  schema: JsonObject,
  readFile: ReadArgumentFile,
): Promise<Result<JsonObject, KamiError>> {
  const whole = await readWhole(sources.whole, readFile);
  if (!whole.ok) return whole;
  const given = new Map<string, Json>();
  for (const text of sources.tokens) {
    const token = parseArgumentToken(text);
    if (!token.ok) return token;
    const { name } = token.value;
    if (given.has(name))
      return err(kamiError('KAMI_USAGE', `The argument ${JSON.stringify(name)} is given twice.`));
    const value = await readValue(token.value, propertySchema(schema, name), readFile);
    if (!value.ok) return value;
    given.set(name, value.value);
  }
  const args = Object.fromEntries([...Object.entries(whole.value), ...given]);
  return fitsUtf8(JSON.stringify(args), MAX_ARGUMENT_BYTES) ? ok(args) : err(tooLarge());
}

async function readWhole(
  path: string | undefined,
  readFile: ReadArgumentFile,
): Promise<Result<JsonObject, KamiError>> {
  if (path === undefined) return ok({});
  const bytes = await readFile(path, MAX_ARGUMENT_BYTES);
  if (!bytes.ok) return bytes;
  const json = parseJson(bytes.value, 'The value of --args');
  if (!json.ok) return json;
  return isJsonObject(json.value)
    ? ok(json.value)
    : err(kamiError('KAMI_USAGE', 'The value of --args is not a JSON object.'));
}

async function readValue(
  { name, form, from, text }: ArgumentToken,
  schema: JsonObject | undefined,
  readFile: ReadArgumentFile,
): Promise<Result<Json, KamiError>> {
  const bytes = from === 'file' ? await readFile(text, MAX_ARGUMENT_BYTES) : ok(text);
  if (!bytes.ok) return bytes;
  if (form === 'json') return parseJson(bytes.value, `The argument ${JSON.stringify(name)}`);
  if (typeof bytes.value !== 'string' && takesBase64(schema)) return ok(encodeBase64(bytes.value));
  const decoded = typeof bytes.value === 'string' ? bytes.value : decodeText(bytes.value);
  if (decoded === undefined) return err(invalid(name, 'the file is not text in UTF-8'));
  const value = coerceText(schema, decoded);
  return value.ok ? value : err(invalid(name, value.error));
}

function parseJson(source: string | Uint8Array, what: string): Result<Json, KamiError> {
  const json = boundedJson(source, {
    maxBytes: MAX_ARGUMENT_BYTES,
    maxDepth: MAX_ARGUMENT_DEPTH,
    rejectDuplicateKeys: true,
  });
  if (json.ok) return json;
  return err(
    json.error.kind === 'too-large'
      ? tooLarge()
      : kamiError('KAMI_USAGE', `${what} cannot be read as JSON: ${json.error.message}.`),
  );
}

function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function invalid(name: string, message: string): KamiError {
  return kamiError(
    'KAMI_ARGUMENT_INVALID',
    `The argument ${JSON.stringify(name)} does not fit: ${message}.`,
    { data: { path: `/${name}` } },
  );
}

function tooLarge(): KamiError {
  return kamiError('KAMI_USAGE', `The arguments are over ${MAX_ARGUMENT_BYTES / 1024 / 1024} MiB.`);
}
