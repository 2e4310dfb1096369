import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createImports } from '../../src/executor/imports.ts';
import type { ImportInterface } from '../../src/executor/import-interface.ts';
import { createTestGuest } from './test-guest.ts';

const DRAWS = [
  ['wasi:random/random', 'getRandomBytes', 5n],
  ['wasi:random/random', 'getRandomU64'],
  ['wasi:random/insecure', 'getInsecureRandomBytes', 70n],
  ['wasi:random/insecure', 'getInsecureRandomU64'],
  ['wasi:random/insecure-seed', 'insecureSeed'],
] as const;
const READINGS = [
  ['wasi:clocks/wall-clock', 'now'],
  ['wasi:clocks/monotonic-clock', 'now'],
] as const;
/** Asks the host, whose frame brings a new time. */
const FRAME = ['kami:host/call', 'cancelled'] as const;
type Ask = (typeof DRAWS | typeof READINGS)[number] | typeof FRAME;

/** What a call with this seed sees that asks for these things in this order. */
function seenBy(seed: string, asked: readonly Ask[]): readonly unknown[] {
  const { guest } = createTestGuest(() => ({ ok: 'cancelled', value: false }));
  guest.random.reseed(seed);
  const imports = createImports(guest);
  return asked.map(([name, member, ...args]) => invoke(imports[name], member, args));
}

function invoke(functions: ImportInterface | undefined, member: string, args: readonly unknown[]): unknown {
  const run = functions?.[member];
  return typeof run === 'function' ? Reflect.apply(run, undefined, args) : undefined;
}

const seeds = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));

describe('two calls with the same recorded inputs', () => {
  it('see the same bytes and the same times', () => {
    const asks = fc.array(fc.constantFrom<Ask>(...DRAWS, ...READINGS, FRAME), { maxLength: 30 });
    fc.assert(
      fc.property(seeds, asks, (seed, asked) => {
        const seen = seenBy(seed, asked);
        expect(seen).not.toContain(undefined);
        expect(seenBy(seed, asked)).toEqual(seen);
      }),
    );
  });

  it('see others where the seed is another one', () => {
    fc.assert(
      fc.property(seeds, seeds, fc.constantFrom<Ask>(...DRAWS), (one, other, draw) => {
        fc.pre(one !== other);
        expect(seenBy(one, [draw])).not.toEqual(seenBy(other, [draw]));
      }),
    );
  });
});
