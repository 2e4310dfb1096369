import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeSigned, writeUnsigned } from '../../src/build/leb128.ts';
import { splitData } from '../../src/build/split-data.ts';

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => {
    readonly exports: { readonly memory: { readonly buffer: ArrayBuffer } };
  };
};

type Segments = readonly (readonly [number, Uint8Array])[];

const section = (segments: Segments): Buffer =>
  Buffer.concat([
    writeUnsigned(segments.length),
    ...segments.flatMap(([offset, data]) => [
      Buffer.of(0, 0x41),
      writeSigned(offset),
      Buffer.of(0x0b),
      writeUnsigned(data.length),
      data,
    ]),
  ]);

/** The memory of a module with one page and this data section. */
const memoryOf = (data: Buffer): Buffer => {
  const memory = Buffer.from([5, 3, 1, 0, 1, 7, 10, 1, 6, ...Buffer.from('memory'), 2, 0]);
  const preamble = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  const module = new WebAssembly.Module(
    Buffer.concat([preamble, memory, Buffer.of(11), writeUnsigned(data.length), data]),
  );
  return Buffer.from(new WebAssembly.Instance(module).exports.memory.buffer);
};

describe('splitData', () => {
  it('leaves the memory as it was, whatever is in it', () => {
    const run = fc.record({ zeros: fc.nat(40), bytes: fc.uint8Array({ maxLength: 20 }), gap: fc.nat(300) });
    fc.assert(
      fc.property(fc.array(run, { maxLength: 12 }), (runs) => {
        let at = 0;
        const segments = runs.map(({ zeros, bytes, gap }): [number, Uint8Array] => {
          const data = Buffer.concat([bytes, Buffer.alloc(zeros), bytes]);
          const offset = at + gap;
          at = offset + data.length;
          return [offset, data];
        });
        const before = section(segments);
        const after = splitData(before);
        expect(memoryOf(after).equals(memoryOf(before))).toBe(true);
        expect(after.length).toBeLessThanOrEqual(before.length);
      }),
    );
  });

  it('leaves a section as it is where other segments would take more', () => {
    const small = section([
      [0, Buffer.of(1)],
      [7, Buffer.of(1)],
    ]);
    expect(splitData(small)).toBe(small);
  });

  it('leaves zeros out, and as they are what it does not know and what overlaps', () => {
    const bytes = Buffer.concat([Buffer.of(1), Buffer.alloc(100), Buffer.of(2), Buffer.alloc(9)]);
    expect(splitData(section([[8, bytes]]))).toEqual(
      section([
        [8, Buffer.of(1)],
        [109, Buffer.of(2)],
      ]),
    );
    const passive = Buffer.of(1, 1, 3, 0, 0, 0);
    expect(splitData(passive)).toBe(passive);
    const overlapping = section([
      [0, Buffer.from([1, 2, 3])],
      [1, Buffer.alloc(1)],
    ]);
    expect(splitData(overlapping)).toBe(overlapping);
  });
});
