import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSigned, readUnsigned, writeSigned, writeUnsigned } from '../../src/build/leb128.ts';

describe('LEB128', () => {
  it('gives every number of 32 bits back, from any place', () => {
    fc.assert(
      fc.property(
        fc.nat(2 ** 32 - 1),
        fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
        (natural, whole) => {
          const unsigned = writeUnsigned(natural);
          const bytes = Buffer.concat([Buffer.of(0xff), unsigned, writeSigned(whole)]);
          expect(readUnsigned(bytes, 1)).toEqual({ value: natural, end: 1 + unsigned.length });
          expect(readSigned(bytes, 1 + unsigned.length)).toEqual({ value: whole, end: bytes.length });
        },
      ),
    );
  });

  it('writes the examples of the specification', () => {
    expect([...writeUnsigned(624_485)]).toEqual([0xe5, 0x8e, 0x26]);
    expect([...writeSigned(-123_456)]).toEqual([0xc0, 0xbb, 0x78]);
  });
});
