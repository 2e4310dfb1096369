import type { ComponentStore } from '@kami/engine';
import { kamiError, err, ok, type Digest } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { createReadingAheadStore } from '../../src/compose/reading-ahead-store.ts';

const component = 'a'.repeat(64) as Digest;
const form = 'b'.repeat(64) as Digest;

function countingStore(): { readonly store: ComponentStore; readonly reads: string[] } {
  const reads: string[] = [];
  const store: ComponentStore = {
    putComponent: async () => Promise.resolve(ok(undefined)),
    putPrepared: async () => Promise.resolve(ok(undefined)),
    readComponent: async () => Promise.resolve(err(kamiError('KAMI_STORE_CORRUPT', 'none'))),
    readPrepared: async (_component, key) => {
      reads.push(key);
      return Promise.resolve(ok(new Uint8Array([reads.length])));
    },
    removePrepared: async () => Promise.resolve(ok(undefined)),
  };
  return { store, reads };
}

describe('createReadingAheadStore', () => {
  it('reads before it is asked, once, and gives it to the first who asks for the same', async () => {
    const { store, reads } = countingStore();
    const ahead = createReadingAheadStore(store);
    ahead.readAhead(component, 'key', form);
    expect(reads).toEqual(['key']);
    expect(await ahead.readPrepared(component, 'key', form)).toEqual(ok(new Uint8Array([1])));
    expect(reads).toEqual(['key']);
    expect(await ahead.readPrepared(component, 'key', form)).toEqual(ok(new Uint8Array([2])));
  });

  it('never gives another form than the one asked for', async () => {
    const { store, reads } = countingStore();
    const ahead = createReadingAheadStore(store);
    ahead.readAhead(component, 'key', form);
    expect(await ahead.readPrepared(component, 'key', component)).toEqual(ok(new Uint8Array([2])));
    expect(await ahead.readPrepared(component, 'other', form)).toEqual(ok(new Uint8Array([3])));
    expect(reads).toEqual(['key', 'key', 'other']);
  });
});
