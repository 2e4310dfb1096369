import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '@kami/types';

describe('toHex', () => {
  it('gives two lower-case digits for each byte', () => {
    expect(toHex(Uint8Array.of(0, 1, 171, 255))).toBe('0001abff');
    fc.assert(fc.property(fc.uint8Array(), (bytes) => toHex(bytes) === Buffer.from(bytes).toString('hex')));
  });
});
