import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sparseRuns } from '../../src/executor/sparse-runs.ts';

const BLOCK = 4096;
/** Bytes of some blocks, each empty or with one byte set somewhere. */
const blocks = fc.array(fc.option(fc.nat(BLOCK - 1), { nil: undefined }), { maxLength: 24 }).map((marks) => {
  const bytes = new Uint8Array(marks.length * BLOCK);
  for (const [index, mark] of marks.entries()) if (mark !== undefined) bytes[index * BLOCK + mark] = 7;
  return bytes;
});

describe('sparseRuns', () => {
  it('covers everything in order, and puts back exactly what was there', () => {
    fc.assert(
      fc.property(blocks, fc.nat(255), (bytes, dirt) => {
        const runs = sparseRuns(bytes);
        const other = new Uint8Array(bytes.length).fill(dirt);
        let end = 0;
        for (const { from, to, image } of runs) {
          expect(from).toBe(end);
          other.set(image ?? new Uint8Array(to - from), from);
          end = to;
        }
        expect(end).toBe(bytes.length);
        expect(Buffer.compare(other, bytes)).toBe(0);
      }),
    );
  });

  it('keeps no bytes of what is zero, and a copy of the rest', () => {
    const bytes = new Uint8Array(3 * BLOCK);
    bytes[BLOCK + 5] = 1;
    const runs = sparseRuns(bytes);
    bytes[BLOCK + 5] = 2;
    expect(runs.map(({ from, to, image }) => [from, to, image?.[5]])).toEqual([
      [0, BLOCK, undefined],
      [BLOCK, 2 * BLOCK, 1],
      [2 * BLOCK, 3 * BLOCK, undefined],
    ]);
  });
});
