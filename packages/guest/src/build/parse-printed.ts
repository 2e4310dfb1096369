/**
 * Threat: code of dependencies runs where a tool is described, and prints on the same stream. Rule: what was printed is read
 * as a closed form, and anything else is a failure of the build.
 */
import type { Asked } from '../describe/asked.ts';
import type { EntryDescription } from '../describe/describe-entry.ts';
import type { WireDefinition } from '../tool/wire-definition.ts';

/** What the describing process prints: the description, or what the entry module threw. */
export type Printed =
  | { readonly description: EntryDescription }
  | { readonly thrown: { readonly name: string; readonly message: string; readonly stack: string } };

/** Reads what the describing process printed last, on a line of its own; nothing where that is of another form. */
export function parsePrinted(text: string): Printed | undefined {
  const printed = parseJson(text.slice(text.lastIndexOf('\n') + 1));
  if (!isRecord(printed)) return undefined;
  const { description, thrown } = printed;
  if (isDescription(description)) return { description };
  return isThrown(thrown) ? { thrown } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Fields<T> = Readonly<Record<keyof T, unknown>>;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

function isThrown(value: unknown): value is Extract<Printed, { readonly thrown: unknown }>['thrown'] {
  return isRecord(value) && [value['name'], value['message'], value['stack']].every(isText);
}

function isDescription(value: unknown): value is EntryDescription {
  if (!isRecord(value)) return false;
  const { definitions, asked } = value;
  return Array.isArray(definitions) && definitions.every(isDefinition) && isAsked(asked);
}

function isDefinition(value: unknown): value is WireDefinition {
  if (!isRecord(value)) return false;
  const fields: Fields<WireDefinition> = { ...NO_DEFINITION, ...value };
  const { name, title, description, inputSchema, outputSchema } = fields;
  return [name, description, inputSchema].every(isText) && [title, outputSchema].every(isTextOrNull);
}

function isAsked(value: unknown): value is Asked {
  if (!isRecord(value)) return false;
  const fields: Fields<Asked> = { ...NOTHING_ASKED, ...value };
  const { net, files, config, secrets, secretsRead, limits } = fields;
  const isAccess = files === 'none' || files === 'read-only' || files === 'sandbox';
  return [net, config, secrets, secretsRead].every(isTexts) && isAccess && isRecord(limits);
}

const NO_DEFINITION: Fields<WireDefinition> = {
  name: undefined,
  title: undefined,
  description: undefined,
  inputSchema: undefined,
  outputSchema: undefined,
};
const NOTHING_ASKED: Fields<Asked> = {
  net: undefined,
  files: undefined,
  config: undefined,
  secrets: undefined,
  secretsRead: undefined,
  limits: undefined,
};
