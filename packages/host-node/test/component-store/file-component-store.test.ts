import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

import { parseDigest, type Digest } from '@kami/types';

import { describeComponentStore, digestOf } from '../../../engine/test/component-store-contract.ts';
import { createFileComponentStore } from '../../src/component-store/file-component-store.ts';
import { translateStoreError } from '../../src/component-store/translate-error.ts';

const folders: string[] = [];
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'kami-store-'));
  folders.push(path);
  return path;
}
afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

describeComponentStore('a store in a folder', () => createFileComponentStore(join(folder(), 'store')));

describe('createFileComponentStore', () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const digest: Digest = digestOf(bytes);

  it('lays files out by digest, for their owner only, and leaves nothing else', async () => {
    const root = join(folder(), 'store');
    const store = createFileComponentStore(root);
    await store.putComponent(digest, bytes);
    await store.putPrepared(digest, 'prepared-1.bin', bytes);
    const place = join(root, 'sha256', digest);
    expect(readdirSync(place).toSorted()).toEqual(['component.wasm', 'prepared-1.bin']);
    expect(statSync(join(place, 'component.wasm')).mode & 0o077).toBe(0);
    expect(statSync(place).mode & 0o077).toBe(0);
  });

  it('never gives bytes that were changed, and mends them when they are stored again', async () => {
    const root = folder();
    const store = createFileComponentStore(root);
    await store.putComponent(digest, bytes);
    const path = join(root, 'sha256', digest, 'component.wasm');
    writeFileSync(path, 'changed');
    expect(await store.readComponent(digest)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_STORE_CORRUPT' },
    });
    await store.putComponent(digest, bytes);
    expect(new Uint8Array(readFileSync(path))).toEqual(bytes);
  });

  it.each(['../escape', 'component.wasm', '', 'a/b', '.hidden', 'x'.repeat(200)])(
    'refuses the key %j',
    async (key) => {
      const store = createFileComponentStore(folder());
      expect(await store.putPrepared(digest, key, bytes)).toMatchObject({
        ok: false,
        error: { code: 'KAMI_INTERNAL' },
      });
      expect(await store.readPrepared(digest, key, digest)).toMatchObject({
        ok: false,
        error: { code: 'KAMI_INTERNAL' },
      });
    },
  );

  it('refuses bytes under a digest that is not theirs', async () => {
    const other = parseDigest('0'.repeat(64));
    if (!other.ok) throw new Error(other.error.message);
    const root = folder();
    expect(await createFileComponentStore(root).putComponent(other.value, bytes)).toMatchObject({
      ok: false,
    });
    expect(readdirSync(root)).toEqual([]);
  });

  it('says why it cannot write', async () => {
    const root = folder();
    writeFileSync(join(root, 'sha256'), 'a file in the way');
    expect(await createFileComponentStore(root).putComponent(digest, bytes)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_STORE_FAILED' },
    });
  });

  it.skipIf(process.getuid?.() === 0)('leaves nothing behind where writing is denied', async () => {
    const root = folder();
    chmodSync(root, 0o500);
    expect(await createFileComponentStore(root).putComponent(digest, bytes)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_STORE_FAILED' },
    });
    expect(readdirSync(root)).toEqual([]);
    chmodSync(root, 0o700);
  });
});

describe('translateStoreError', () => {
  it.each([
    ['ENOENT', 'KAMI_STORE_CORRUPT', 'missing'],
    ['ENOSPC', 'KAMI_STORE_FAILED', 'the disk is full'],
    ['EROFS', 'KAMI_STORE_FAILED', 'read-only'],
    ['EIO', 'KAMI_STORE_FAILED', 'EIO'],
  ])('translates %s', (code, expected, message) => {
    const error = translateStoreError(
      Object.assign(new Error('at /secret/path'), { code }),
      'store a component',
    );
    expect(error.code).toBe(expected);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('/secret');
  });
});
