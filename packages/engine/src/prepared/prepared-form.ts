import { concatBytes, isJsonObject, err, ok, type Convention, type Result } from '@kami/types';
import type { PreparedTool } from '../preparer.ts';

/**
 * A component made ready to run, as one file: `KAMIPF02 · u32le headerLength · JSON header · parts`.
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
  /** Whether the modules export all of their state, so that an instance can be put back (see `expose-state`). */
  readonly restorable: boolean;
  /** JavaScript whose value is `instantiate(getCoreModule, imports, instantiateCore)`. */
  readonly script: string;
  /** JavaScript whose value is an object of validators by tool; empty when there are none. */
  readonly validators: string;
  /** Compiled code of both, for the JavaScript engine that made it. */
  readonly code: CompiledCode;
}

/**
 * V8's cached data of the scripts of a prepared form. V8 trusts it, so it comes from the process that
 * prepared the component and nowhere else, and is covered by the form's digest.
 */
export interface CompiledCode {
  /** The engine, its version, architecture and flags: another one compiles anew. */
  readonly tag: string;
  readonly script: Uint8Array;
  readonly validators: Uint8Array;
}

/** No compiled code: whoever runs the scripts compiles them. */
export const NO_CODE: CompiledCode = { tag: '', script: new Uint8Array(0), validators: new Uint8Array(0) };

/** A core module with its limits written in. */
export interface PreparedModule {
  /** The name that the script asks for. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const MAGIC = new TextEncoder().encode('KAMIPF02');
const HEAD = MAGIC.length + 4;

interface Header extends Omit<PreparedForm, 'modules' | 'script' | 'validators' | 'code'> {
  readonly modules: readonly { readonly name: string; readonly length: number }[];
  readonly scriptLength: number;
  readonly validatorsLength: number;
  readonly codeTag: string;
  readonly scriptCodeLength: number;
  readonly validatorsCodeLength: number;
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
    restorable: form.restorable,
    modules: form.modules.map((m) => ({ name: m.name, length: m.bytes.length })),
    scriptLength: script.length,
    validatorsLength: validators.length,
    codeTag: form.code.tag,
    scriptCodeLength: form.code.script.length,
    validatorsCodeLength: form.code.validators.length,
  };
  const json = utf8.encode(JSON.stringify(header));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, json.length, true);
  const { code } = form;
  const bytes = form.modules.map((module) => module.bytes);
  return concatBytes([MAGIC, length, json, script, validators, code.script, code.validators, ...bytes]);
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
  const code: CompiledCode = {
    tag: header.codeTag,
    script: take(header.scriptCodeLength),
    validators: take(header.validatorsCodeLength),
  };
  const modules = header.modules.map(({ name, length }) => ({ name, bytes: take(length) }));
  if (offset !== file.length) return err('prepared form has another length');
  const { engine, convention, tools, restorable } = header;
  return ok({ engine, convention, tools, restorable, modules, script, validators, code });
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
    typeof value['codeTag'] === 'string' &&
    isLength(value['scriptCodeLength']) &&
    isLength(value['validatorsCodeLength']) &&
    Array.isArray(value['modules']) &&
    value['modules'].every(
      (module: unknown) =>
        isJsonObject(module) && typeof module['name'] === 'string' && isLength(module['length']),
    ) &&
    typeof value['restorable'] === 'boolean' &&
    Array.isArray(value['tools'])
  );
}

function isLength(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
