import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import type { ComponentStore } from '@kami/engine';
import { parseDigest, type Digest } from '@kami/types';

/** SHA-256 of bytes. */
export function digestOf(bytes: Uint8Array): Digest {
  const digest = parseDigest(createHash('sha256').update(bytes).digest('hex'));
  if (!digest.ok) throw new Error(digest.error.message);
  return digest.value;
}

/** What every component store does. `open` gives an empty one. */
export function describeComponentStore(name: string, open: () => ComponentStore): void {
  const component = Uint8Array.from({ length: 5000 }, (_, i) => i % 251);
  const digest = digestOf(component);
  const prepared = Uint8Array.of(9, 8, 7);

  describe(`${name} keeps the contract of ComponentStore`, () => {
    it('gives back what was stored', async () => {
      const store = open();
      expect(await store.putComponent(digest, component)).toEqual({ ok: true, value: undefined });
      expect(await store.putPrepared(digest, 'prepared-a.bin', prepared)).toEqual({
        ok: true,
        value: undefined,
      });
      const read = await store.readComponent(digest);
      const readPrepared = await store.readPrepared(digest, 'prepared-a.bin', digestOf(prepared));
      expect(read.ok && new Uint8Array(read.value)).toEqual(component);
      expect(readPrepared.ok && new Uint8Array(readPrepared.value)).toEqual(prepared);
    });

    it('takes the same component again', async () => {
      const store = open();
      await store.putComponent(digest, component);
      expect((await store.putComponent(digest, component)).ok).toBe(true);
    });

    it('replaces a prepared form of the same key, and keeps those of other keys', async () => {
      const store = open();
      const newer = Uint8Array.of(1);
      await store.putPrepared(digest, 'prepared-a.bin', prepared);
      await store.putPrepared(digest, 'prepared-b.bin', prepared);
      await store.putPrepared(digest, 'prepared-a.bin', newer);
      expect((await store.readPrepared(digest, 'prepared-a.bin', digestOf(newer))).ok).toBe(true);
      expect((await store.readPrepared(digest, 'prepared-b.bin', digestOf(prepared))).ok).toBe(true);
    });

    it('deletes a prepared form and nothing else, as often as it is asked to', async () => {
      const store = open();
      await store.putComponent(digest, component);
      await store.putPrepared(digest, 'prepared-a.bin', prepared);
      await store.putPrepared(digest, 'prepared-b.bin', prepared);
      for (let time = 0; time < 2; time += 1)
        expect(await store.removePrepared(digest, 'prepared-a.bin')).toEqual({ ok: true, value: undefined });
      expect((await store.readPrepared(digest, 'prepared-a.bin', digestOf(prepared))).ok).toBe(false);
      expect((await store.readPrepared(digest, 'prepared-b.bin', digestOf(prepared))).ok).toBe(true);
      expect((await store.readComponent(digest)).ok).toBe(true);
    });

    it('does not give bytes of another digest than expected', async () => {
      const store = open();
      await store.putPrepared(digest, 'prepared-a.bin', prepared);
      expect(await store.readPrepared(digest, 'prepared-a.bin', digest)).toMatchObject({
        ok: false,
        error: { code: 'KAMI_STORE_CORRUPT' },
      });
    });

    it('says that something is missing', async () => {
      const store = open();
      expect(await store.readComponent(digest)).toMatchObject({
        ok: false,
        error: { code: 'KAMI_STORE_CORRUPT' },
      });
      expect(await store.readPrepared(digest, 'prepared-a.bin', digest)).toMatchObject({
        ok: false,
        error: { code: 'KAMI_STORE_CORRUPT' },
      });
    });

    it('stores the same component from several callers at once', async () => {
      const store = open();
      const results = await Promise.all(
        Array.from({ length: 8 }, () => store.putComponent(digest, component)),
      );
      expect(results.every(({ ok }) => ok)).toBe(true);
      expect((await store.readComponent(digest)).ok).toBe(true);
    });
  });
}
