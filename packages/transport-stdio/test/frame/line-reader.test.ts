import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineReader } from '../../src/frame/line-reader.ts';

const MAX = 20;

/** The same by definition: cut whole text at LF, take one CR off, compare with the bound. */
function expected(whole: Buffer): string[] {
  const lines = whole.toString('latin1').split('\n').slice(0, -1);
  return lines
    .map((line) => line.replace(/\r$/, ''))
    .map((line) => (line.length > MAX ? 'too-long' : `=${line}`));
}

describe('createLineReader', () => {
  it('cuts the same lines however the bytes are split', () => {
    const piece = fc.oneof(
      fc.constantFrom('\n', '\r\n', '\r', 'x'.repeat(20), 'y'.repeat(21), 'z'.repeat(50)),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(
        fc.array(piece),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
        (pieces, sizes) => {
          const whole = Buffer.from(pieces.join(''), 'latin1');
          const reader = createLineReader(MAX);
          const found: string[] = [];
          for (let at = 0, turn = 0; at < whole.length; turn++) {
            const size = sizes[turn % sizes.length] ?? 1;
            const events = reader.push(whole.subarray(at, at + size));
            found.push(
              ...events.map((e) =>
                e.kind === 'line' ? `=${Buffer.from(e.bytes).toString('latin1')}` : 'too-long',
              ),
            );
            at += size;
          }
          expect(found).toEqual(expected(whole));
        },
      ),
      { numRuns: 500 },
    );
  });
});
