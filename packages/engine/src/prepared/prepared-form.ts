import { isJsonObject, err, ok, type Convention, type Result } from '@kami/types';
import type { PreparedTool } from '../preparer.ts';

/**
 * A component made ready to run, as one file: `KAMIPF01 · u32le headerLength · JSON header · parts`.
 * It is written by the throwaway process at install, verified by digest at every load, and read
 * only inside the executor.
 */
export interface PreparedForm {
  /** The engine that made it; another engine makes it anew. */
  readonly engine: string;
  readonly convention: Convention;
  /** Empty until the definitions are known. */
  readonly tools: readonly PreparedTool[];
  readonly modules: readonly PreparedModule[];
  /** JavaScript whose value is `instantiate(getCoreModule, imports, instantiateCore)`. */
  readonly script: string;
  /** JavaScript whose value is an object of validators by tool; empty when there are none. */
  readonly validators: string;
}

/** A core module with its limits written in. */
export interface PreparedModule {
  /** The name that the script asks for. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const MAGIC = new TextEncoder().encode('KAMIPF01');
const HEAD = MAGIC.length + 4;

interface Header extends Omit<PreparedForm, 'modules' | 'script' | 'validators'> {
  readonly modules: readonly { readonly name: string; readonly length: number }[];
  readonly scriptLength: number;
  readonly validatorsLength: number;
}

/** The file of a prepared form. */
export function encodePreparedForm(form: PreparedForm): Uint8Array {
  const utf8 = new TextEncoder();
  const script = utf8.encode(form.script);
  const validators = utf8.encode(form.validators);
  const header: Header = {
    engine: form.engine,
    convention: form.convention,
    tools: form.tools,
    modules: form.modules.map((m) => ({ name: m.name, length: m.bytes.length })),
    scriptLength: script.length,
    validatorsLength: validators.length,
  };
  const json = utf8.encode(JSON.stringify(header));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, json.length, true);
  const parts = [MAGIC, length, json, script, validators, ...form.modules.map((m) => m.bytes)];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Reads a prepared form. Its digest was verified before; the error says what is not of the form. */
export function decodePreparedForm(file: Uint8Array): Result<PreparedForm, string> {
  if (file.length < HEAD || MAGIC.some((byte, i) => file[i] !== byte)) return err('not a prepared form');
  const utf8 = new TextDecoder();
  const headerLength = new DataView(file.buffer, file.byteOffset).getUint32(MAGIC.length, true);
  if (HEAD + headerLength > file.length) return err('prepared form is truncated');
  const header = parseJson(utf8.decode(file.subarray(HEAD, HEAD + headerLength)));
  if (!isHeader(header)) return err('prepared form has another header');
  let offset = HEAD + headerLength;
  const take = (length: number): Uint8Array => file.subarray(offset, (offset += length));
  const script = utf8.decode(take(header.scriptLength));
  const validators = utf8.decode(take(header.validatorsLength));
  const modules = header.modules.map(({ name, length }) => ({ name, bytes: take(length) }));
  if (offset !== file.length) return err('prepared form has another length');
  const { engine, convention, tools } = header;
  return ok({ engine, convention, tools, modules, script, validators });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isHeader(value: unknown): value is Header {
  return (
    isJsonObject(value) &&
    typeof value['engine'] === 'string' &&
    isLength(value['scriptLength']) &&
    isLength(value['validatorsLength']) &&
    Array.isArray(value['modules']) &&
    value['modules'].every(
      (module: unknown) =>
        isJsonObject(module) && typeof module['name'] === 'string' && isLength(module['length']),
    ) &&
    Array.isArray(value['tools'])
  );
}

function isLength(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
