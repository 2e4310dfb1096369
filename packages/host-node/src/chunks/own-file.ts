/**
 * Threat: compiled code is code; whoever can write the file runs what they like as this user. Rule: it is used only when
 * it belongs to the user and nobody else may write it.
 */
import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

const OTHERS_MAY_WRITE = 0o022;
/** More than everything of the command compiles to. A larger file would only fill the memory of each start. */
const LARGEST_FILE: number = 64 * 1024 * 1024;
/** Without waiting for whoever writes, where a named pipe is in the file's place. */
const TO_READ: number = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

/** An open file of the user's own, and its size. */
export interface OwnFile {
  readonly descriptor: number;
  readonly size: number;
}

/** Opens a file to read. Nothing where there is none, it is no file, too large or somebody else's, or others may write it. */
export function openOwnFile(path: string): OwnFile | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, TO_READ);
  } catch {
    return undefined;
  }
  const stats = fstatSync(descriptor);
  const { size, uid, mode } = stats;
  const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & OTHERS_MAY_WRITE) === 0);
  if (isOwn && stats.isFile() && size <= LARGEST_FILE) return { descriptor, size };
  closeSync(descriptor);
  return undefined;
}

/** Makes the folders above a file, and says whether the file can be written: what it takes is worked out in vain otherwise. */
export function canReplaceOwnFile(path: string): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    accessSync(dirname(path), constants.W_OK);
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true;
  } catch {
    return false;
  }
}

/**
 * Writes a file for its owner only, and the folders above it. It is whole or not there, also after a crash of the machine:
 * V8 does not check what it is given. Where it cannot be written there is none.
 */
export function replaceOwnFile(path: string, bytes: Uint8Array): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    replace(path, bytes);
  } catch {
    // No folder can be made there, or none may be written.
  }
}

function replace(path: string, bytes: Uint8Array): void {
  const unfinished = `${path}.${process.pid}`;
  try {
    const descriptor = openSync(unfinished, 'wx', 0o600);
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
}
