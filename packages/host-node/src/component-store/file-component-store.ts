/**
 * Threat: a file of the store is changed behind KAMI's back, and V8 trusts what a prepared form holds.
 * Rule: what is read is hashed, and bytes with another digest are never returned.
 */
import { closeSync, fstatSync, openSync, read as readInto } from 'node:fs';
import { rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { ComponentStore } from '@kami/engine';
import { err, kamiError, ok, type Digest, type KamiError, type Result } from '@kami/types';

import { sha256 } from './sha256.ts';
import { damagedFile, translateStoreError } from './translate-error.ts';
import { writeAtomically } from './write-atomically.ts';

/** Name of a component in the folder of its digest. */
export const COMPONENT_FILE = 'component.wasm';
const readPart = promisify(readInto);
const KEY = /^[a-z0-9][a-z0-9.-]{0,127}$/;

/**
 * A component store in a folder: `<root>/sha256/<digest>/component.wasm` and, beside it, prepared
 * forms by key. The folder is made at the first write.
 */
export function createFileComponentStore(root: string): ComponentStore {
  const pathOf = (digest: Digest, fileName: string): string => join(root, 'sha256', digest, fileName);
  return {
    putComponent: async (digest, bytes) => {
      if (sha256(bytes) !== digest)
        return err(kamiError('KAMI_INTERNAL', 'A component was to be stored under another digest.'));
      const path = pathOf(digest, COMPONENT_FILE);
      const isStored = (await touch(path)) && (await read(path, COMPONENT_FILE, digest)).ok;
      return isStored ? ok(undefined) : write(path, bytes);
    },
    putPrepared: async (digest, key, bytes) =>
      isKey(key) ? write(pathOf(digest, key), bytes) : err(badKey(key)),
    readComponent: (digest) => read(pathOf(digest, COMPONENT_FILE), COMPONENT_FILE, digest),
    readPrepared: async (digest, key, expected) =>
      isKey(key) ? read(pathOf(digest, key), key, expected) : err(badKey(key)),
    removePrepared: async (digest, key) => (isKey(key) ? remove(pathOf(digest, key)) : err(badKey(key))),
  };
}

async function read(
  path: string,
  fileName: string,
  expected: Digest,
): Promise<Result<Uint8Array, KamiError>> {
  try {
    const bytes = await readWhole(path);
    return sha256(bytes) === expected ? ok(bytes) : err(damagedFile(fileName));
  } catch (cause) {
    return err(translateStoreError(cause, 'read a stored component'));
  }
}

/** The bytes of a file, in one request: `readFile` makes one for each half megabyte, 20 ms more for 13 MB. */
async function readWhole(path: string): Promise<Uint8Array> {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.allocUnsafeSlow(size);
    let at = 0;
    while (at < size) {
      const { bytesRead } = await readPart(descriptor, { buffer: bytes, offset: at, position: at });
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return bytes.subarray(0, at);
  } finally {
    closeSync(descriptor);
  }
}

async function write(path: string, bytes: Uint8Array): Promise<Result<void, KamiError>> {
  try {
    return ok(await writeAtomically(path, bytes));
  } catch (cause) {
    return err(translateStoreError(cause, 'store a component'));
  }
}

/**
 * Takes a stored file into use, so that it is not collected before a row names it; false where there is none, or where
 * it cannot be touched and is to be written.
 */
async function touch(path: string): Promise<boolean> {
  try {
    const now = new Date();
    await utimes(path, now, now);
    return true;
  } catch {
    return false;
  }
}

async function remove(path: string): Promise<Result<void, KamiError>> {
  try {
    return ok(await rm(path, { force: true }));
  } catch (cause) {
    return err(translateStoreError(cause, 'delete a stored component'));
  }
}

function isKey(key: string): boolean {
  return KEY.test(key) && key !== COMPONENT_FILE;
}

function badKey(key: string): KamiError {
  return kamiError(
    'KAMI_INTERNAL',
    `No prepared form can have the name ${JSON.stringify(key.slice(0, 80))}.`,
  );
}
