import { describe, expect, it } from 'vitest';
import { createGarbageMeter, type GarbageMeter } from '../../src/executor/garbage-meter.ts';

const MIB = 1024 * 1024;

function meter(): { readonly garbage: GarbageMeter; readonly collections: () => number } {
  let collected = 0;
  return { garbage: createGarbageMeter(() => void (collected += 1)), collections: () => collected };
}

const memory = (...sizes: readonly number[]) => ({
  memories: sizes.map((byteLength) => ({ buffer: { byteLength } })),
});

describe('createGarbageMeter', () => {
  it.each([
    ['128 renewals', 128, (garbage: GarbageMeter) => garbage.renewed()],
    ['64 instances given up, however small', 64, (garbage: GarbageMeter) => garbage.dropped(memory(1))],
  ])('collects after %s, not before', (_name, most, use) => {
    const { garbage, collections } = meter();
    for (let used = 1; used <= 2 * most + 1; used += 1) {
      use(garbage);
      garbage.collectIfDue();
      expect(collections()).toBe(Math.floor(used / most));
    }
  });

  it('collects when 32 MiB of memories were given up, all of an instance counted', () => {
    const { garbage, collections } = meter();
    garbage.dropped(memory(15 * MIB, 16 * MIB));
    garbage.collectIfDue();
    expect(collections()).toBe(0);
    garbage.dropped(memory(MIB));
    garbage.collectIfDue();
    garbage.collectIfDue();
    expect(collections()).toBe(1);
  });
});
