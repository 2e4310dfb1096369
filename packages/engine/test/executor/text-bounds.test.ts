import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, isWithin } from '../../src/executor/text-bounds.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const bytes = (text: string): number => new TextEncoder().encode(text).length;

describe('cutText', () => {
  it('gives a well-formed start of the text within the bound', () => {
    fc.assert(
      fc.property(anyText, fc.nat({ max: 80 }), (text, max) => {
        const cut = cutText(text, max);
        expect(bytes(cut)).toBeLessThanOrEqual(max);
        expect(cut.isWellFormed()).toBe(true);
        expect(text.toWellFormed().startsWith(cut)).toBe(true);
        if (bytes(text) <= max) expect(cut).toBe(text.toWellFormed());
      }),
    );
  });
});

describe('isWithin', () => {
  it('counts bytes of UTF-8', () => {
    fc.assert(
      fc.property(anyText, fc.nat({ max: 80 }), (text, max) => {
        expect(isWithin(text, max)).toBe(bytes(text) <= max);
      }),
    );
  });
});
