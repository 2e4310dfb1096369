import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maximumPages } from '../../src/executor/core-memory.ts';

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

function leb(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [low | 0x80, ...leb(value >>> 7)];
}

function moduleWith(memories: readonly (readonly [number, number | undefined])[]): Uint8Array {
  const entries = memories.flatMap(([min, max]) =>
    max === undefined ? [0, ...leb(min)] : [1, ...leb(min), ...leb(max)],
  );
  const section = [...leb(memories.length), ...entries];
  return Uint8Array.from([...HEADER, 0, 2, 1, 0x61, 5, ...leb(section.length), ...section]);
}

describe('maximumPages', () => {
  it('adds up the maxima of all memories', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 65_536 }), { maxLength: 5 }), (maxima) => {
        expect(maximumPages(moduleWith(maxima.map((max) => [0, max])))).toBe(
          maxima.reduce((sum, max) => sum + max, 0),
        );
      }),
    );
  });

  it('counts a memory without a maximum as the whole address space', () => {
    expect(
      maximumPages(
        moduleWith([
          [1, 3],
          [1, undefined],
        ]),
      ),
    ).toBe(65_539);
  });

  it('gives none for a module without memories, and throws on one that is cut off', () => {
    expect(maximumPages(Uint8Array.from(HEADER))).toBe(0);
    expect(() => maximumPages(Uint8Array.from([...HEADER, 5, 3, 1, 1]))).toThrow(RangeError);
  });
});
