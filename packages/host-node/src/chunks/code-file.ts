/**
 * Threat: compiled code is code; whoever can write the file runs what they like as this user. Rule: it is used only when
 * it belongs to the user and nobody else may write it.
 */
import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Compiled code of scripts by their file names. */
export type CompiledScripts = ReadonlyMap<string, Buffer>;

/** First bytes of such a file: its form. */
const MAGIC = 'KAMICC01';
const HEADER_BYTES: number = MAGIC.length + 4;
/** More than everything of the command compiles to. */
const LARGEST_FILE: number = 64 * 1024 * 1024;
const OTHERS_MAY_WRITE = 0o022;

/** Compiled code as it was kept; nothing where there is none, it is somebody else's, or it is damaged. */
export function readCode(path: string): CompiledScripts {
  try {
    return parse(readOwn(path));
  } catch {
    return new Map();
  }
}

function readOwn(path: string): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    const { size, uid, mode } = fstatSync(descriptor);
    const isForeign =
      process.getuid !== undefined && (uid !== process.getuid() || (mode & OTHERS_MAY_WRITE) !== 0);
    if (isForeign || size > LARGEST_FILE) return Buffer.alloc(0);
    const bytes = Buffer.allocUnsafeSlow(size);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, size, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** Form: {@link MAGIC}, the length of a list, the list of names and lengths as JSON, then the code of each in order. */
function parse(bytes: Buffer): CompiledScripts {
  const scripts = new Map<string, Buffer>();
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return scripts;
  let at = HEADER_BYTES + bytes.readUInt32LE(MAGIC.length);
  const list: unknown = JSON.parse(bytes.toString('latin1', HEADER_BYTES, at));
  if (!Array.isArray(list)) return scripts;
  for (const entry of list as readonly (readonly [string, number])[]) {
    scripts.set(entry[0], bytes.subarray(at, at + entry[1]));
    at += entry[1];
  }
  return at === bytes.length ? scripts : new Map();
}

/**
 * Keeps compiled code, for its owner only. It is whole or not there, also after a crash of the machine: V8 does not check
 * what it is given. Where it cannot be kept, the next start compiles anew.
 */
export function keepCode(path: string, scripts: CompiledScripts): void {
  const list = Buffer.from(JSON.stringify([...scripts].map(([name, code]) => [name, code.length])), 'latin1');
  const header = Buffer.alloc(HEADER_BYTES, MAGIC, 'latin1');
  header.writeUInt32LE(list.length, MAGIC.length);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    replace(path, Buffer.concat([header, list, ...scripts.values()]));
  } catch {
    // No folder can be made there, or none may be written.
  }
}

function replace(path: string, bytes: Buffer): void {
  const unfinished = `${path}.${process.pid}`;
  try {
    write(unfinished, bytes);
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function write(path: string, bytes: Buffer): void {
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
