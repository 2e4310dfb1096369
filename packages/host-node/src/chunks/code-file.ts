import { closeSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import { removeOldCode } from './old-code.ts';
import { openOwnFile, replaceOwnFile } from './own-file.ts';

/** Compiled code of scripts by their file names. */
export type CompiledScripts = ReadonlyMap<string, Buffer>;

/** First bytes of such a file: its form. */
const MAGIC = 'KAMICC01';
const HEADER_BYTES: number = MAGIC.length + 4;

/** Compiled code as it was kept; nothing where there is none, it is somebody else's, or it is damaged. */
export function readCode(path: string): CompiledScripts {
  const file = openOwnFile(path);
  if (file === undefined) return new Map();
  const { descriptor, size } = file;
  try {
    const bytes = Buffer.allocUnsafeSlow(size);
    return parse(bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, 0)));
  } catch {
    return new Map();
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

/** Keeps compiled code, and removes old files beside it. Where it cannot be kept, the next start compiles anew. */
export function keepCode(path: string, scripts: CompiledScripts): void {
  const list = Buffer.from(JSON.stringify([...scripts].map(([name, code]) => [name, code.length])), 'latin1');
  const header = Buffer.alloc(HEADER_BYTES, MAGIC, 'latin1');
  header.writeUInt32LE(list.length, MAGIC.length);
  replaceOwnFile(path, Buffer.concat([header, list, ...scripts.values()]));
  removeOldCode(dirname(path), Date.now());
}
