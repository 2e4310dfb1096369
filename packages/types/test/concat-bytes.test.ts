import { describe, expect, it } from 'vitest';
import { concatBytes } from '../src/index.ts';

describe('concatBytes', () => {
  it('puts parts in a row, empty ones too', () => {
    const parts = [Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3)];
    expect(concatBytes(parts)).toEqual(Uint8Array.of(1, 2, 3));
    expect(concatBytes([])).toEqual(new Uint8Array(0));
  });

  it('gives an array of its own', () => {
    const part = Uint8Array.of(1);
    const whole = concatBytes([part]);
    part[0] = 2;
    expect(whole).toEqual(Uint8Array.of(1));
  });
});
