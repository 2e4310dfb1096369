/**
 * Threat: a record of another component, or one that something else wrote, decides what a tool is shown and loaded as.
 * Rule: a record is read only with the digest that the registry has for it, and then as strictly as the answers that it
 * was made from; one that is not of the form is none.
 */
import { factsToJson, parseFacts, type ComponentFacts } from '@kami/engine';
import { parseDefinitionsPayload, parseFeaturesPayload } from '@kami/protocol';
import { concatBytes, isJsonObject, parseDigest, type Digest, type Json } from '@kami/types';
import type { DefinedTools } from './definitions.ts';
import type { Description } from './describe-component.ts';

/** What examining a component found: all that does not depend on its manifest, and one form that was finished for one. */
export interface ExaminationRecord {
  readonly facts: ComponentFacts;
  /** What it said of itself without any grant. */
  readonly description: Description;
  /** Which tools and schemas the form was finished with (see {@link finishDigest}); it can be finished with others again. */
  readonly finish: Digest;
  readonly form: Uint8Array;
}

const MAGIC = new TextEncoder().encode('KAMIEX01');
const HEAD = MAGIC.length + 4;

/** SHA-256 over all that a form is finished with: equal digests, equal forms. */
export function finishDigest(
  { prepared, schemas }: Pick<DefinedTools, 'prepared' | 'schemas'>,
  sha256: (bytes: Uint8Array) => Digest,
): Digest {
  return sha256(new TextEncoder().encode(JSON.stringify({ prepared, schemas })));
}

/** The file of a record: `KAMIEX01 · u32le headerLength · JSON header · form`. */
export function encodeExaminationRecord({ facts, description, finish, form }: ExaminationRecord): Uint8Array {
  const { definitions, features } = description;
  const json = new TextEncoder().encode(
    JSON.stringify({ facts: factsToJson(facts), described: { definitions }, features, finish }),
  );
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, json.length, true);
  return concatBytes([MAGIC, length, json, form]);
}

/** Reads the file of a record, whose digest was verified; nothing when it is not of the form. */
export function decodeExaminationRecord(file: Uint8Array): ExaminationRecord | undefined {
  if (file.length < HEAD || MAGIC.some((byte, index) => file[index] !== byte)) return undefined;
  const end = HEAD + new DataView(file.buffer, file.byteOffset).getUint32(MAGIC.length, true);
  const header = end < file.length ? parseJson(file.subarray(HEAD, end)) : undefined;
  if (!isJsonObject(header) || typeof header['finish'] !== 'string') return undefined;
  const facts = parseFacts(header['facts']);
  const finish = parseDigest(header['finish']);
  const description = facts === undefined ? undefined : readDescription(facts, header);
  if (facts === undefined || description === undefined || !finish.ok) return undefined;
  return { facts, description, finish: finish.value, form: file.subarray(end) };
}

function readDescription(
  { convention }: ComponentFacts,
  { described, features }: { readonly [key: string]: Json | undefined },
): Description | undefined {
  const isTyped = convention === 'typed';
  const definitions = isTyped ? undefined : parseDefinitionsPayload(payload(described));
  const parsed = parseFeaturesPayload(payload(features));
  if (definitions?.ok === false || !parsed.ok) return undefined;
  return { definitions: definitions?.value ?? [], features: parsed.value };
}

function payload(value: Json | undefined): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value ?? null));
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
