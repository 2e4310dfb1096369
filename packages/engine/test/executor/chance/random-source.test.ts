import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_RANDOM_BYTES, MAX_RANDOM_REQUEST } from '../../../src/executor/budgets.ts';
import { createRandomSource } from '../../../src/executor/chance/random-source.ts';
import { GuestTrap } from '../../../src/executor/guest-stop.ts';

const SEED = 'ab'.repeat(32);

describe('createRandomSource', () => {
  it('is a function of the seed, however the bytes are asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 })), (sizes) => {
        const parts = createRandomSource(SEED);
        const whole = createRandomSource(SEED);
        const total = sizes.reduce((sum, size) => sum + size, 0);
        expect(Buffer.concat(sizes.map((size) => parts.bytes(BigInt(size))))).toEqual(
          Buffer.from(whole.bytes(BigInt(total))),
        );
      }),
    );
  });

  it('starts anew from a seed', () => {
    const source = createRandomSource('00'.repeat(32));
    const first = source.u64();
    source.reseed(SEED);
    expect(source.u64()).toBe(createRandomSource(SEED).u64());
    source.reseed('00'.repeat(32));
    expect(source.u64()).toBe(first);
    expect(first.toString(16)).toBe('903df1a0ade0b876');
  });

  it('bounds one request and the sum of all', () => {
    const source = createRandomSource(SEED);
    expect(() => source.bytes(2n ** 60n)).toThrow(GuestTrap);
    source.reseed(SEED);
    for (let i = 0; i < MAX_RANDOM_BYTES / MAX_RANDOM_REQUEST; i++) source.bytes(BigInt(MAX_RANDOM_REQUEST));
    expect(() => source.bytes(1n)).toThrow(GuestTrap);
  });

  it('takes nothing but 32 bytes in hex as a seed', () => {
    expect(() => createRandomSource('ab')).toThrow(TypeError);
  });
});
