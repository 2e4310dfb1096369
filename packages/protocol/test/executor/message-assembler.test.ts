import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMessageAssembler, type FramePrefix } from '../../src/index.ts';

const NO_HEADER: Uint8Array = new Uint8Array(0);

/** The body of the message whose parts these are. */
function bodyOf(parts: readonly Uint8Array[]): Uint8Array | undefined {
  const assembler = createMessageAssembler(1000);
  for (const [at, part] of parts.entries()) {
    const kind = at === parts.length - 1 ? 'load' : 'chunk';
    const prefix: FramePrefix = { kind, id: 1, headerLength: 0, bodyLength: part.length };
    const added = assembler.add(prefix, NO_HEADER, part);
    if (!added.ok) throw new Error(added.error);
    if (added.value !== undefined) return added.value.body;
  }
  return undefined;
}

/** Parts of one buffer, cut at these places. */
function cut(whole: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...places.map((place) => place % (whole.length + 1)).sort((a, b) => a - b), whole.length];
  return ends.map((end, at) => whole.subarray(ends[at - 1] ?? 0, end));
}

describe('createMessageAssembler', () => {
  it('copies nothing where the parts lie side by side', () => {
    const room = Uint8Array.from({ length: 20 }, (_none, at) => at);
    const body = bodyOf([room.subarray(3, 7), room.subarray(7, 7), room.subarray(7, 15)]);
    expect(body).toEqual(room.subarray(3, 15));
    expect(body?.buffer).toBe(room.buffer);
    expect(body?.byteOffset).toBe(3);
  });

  it.each([
    ['with a gap', [0, 4, 5, 9]],
    ['over each other', [0, 4, 3, 9]],
    ['in the other order', [4, 9, 0, 4]],
  ])('puts parts %s together', (_what, [a, b, c, d]) => {
    const room = Uint8Array.from({ length: 20 }, (_none, at) => at);
    const parts = [room.subarray(a, b), room.subarray(c, d)];
    expect(bodyOf(parts)).toEqual(Uint8Array.from(parts.flatMap((part) => [...part])));
  });

  it('gives the parts in a row, wherever they lie', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 40 }),
        fc.array(fc.nat(40), { maxLength: 4 }),
        fc.array(fc.boolean(), { maxLength: 5 }),
        (whole, places, moved) => {
          const parts = cut(whole, places).map((part, at) => (moved[at] === true ? part.slice() : part));
          expect(bodyOf(parts)).toEqual(whole);
        },
      ),
    );
  });
});
