import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cutUtf8,
  decodeBase64,
  describeJson,
  encodeBase64,
  fitsUtf8,
  isJsonArray,
  pointerTo,
  utf8Length,
} from '../../src/index.ts';

const text = fc.string({ unit: 'binary' });

describe('utf8Length', () => {
  it('is what an encoder gives', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(utf8Length(value)).toBe(Buffer.byteLength(value));
      }),
    );
    expect(utf8Length('a\ud800')).toBe(4);
  });
});

describe('fitsUtf8', () => {
  it('counts bytes of UTF-8', () => {
    fc.assert(
      fc.property(text, fc.nat({ max: 40 }), (value, max) => {
        expect(fitsUtf8(value, max)).toBe(Buffer.byteLength(value) <= max);
      }),
    );
  });
});

describe('cutUtf8', () => {
  it('keeps the longest start that fits, whole characters only', () => {
    fc.assert(
      fc.property(text, fc.nat({ max: 40 }), (value, max) => {
        const cut = cutUtf8(value, max);
        expect(value.startsWith(cut)).toBe(true);
        expect(utf8Length(cut)).toBeLessThanOrEqual(max);
        const next = String.fromCodePoint(value.codePointAt(cut.length) ?? 0x20);
        if (cut !== value) expect(utf8Length(cut + next)).toBeGreaterThan(max);
      }),
    );
    expect(cutUtf8('é\ud800', 9)).toBe('é\ufffd');
    expect(cutUtf8('é\ud800', 5)).toBe('é\ufffd');
    expect(cutUtf8('\ufeffa', 3)).toBe('\ufeff');
  });
});

describe('encodeBase64', () => {
  it('is what a buffer gives', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
    );
  });
});

describe('decodeBase64', () => {
  it('gives back what was encoded, and nothing for other text', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
      }),
    );
    expect(decodeBase64('a*==')).toBeUndefined();
  });
});

describe('pointerTo', () => {
  it.each([
    ['', 'a', '/a'],
    ['/a', 0, '/a/0'],
    ['/a', 'b/c~d', '/a/b~1c~0d'],
  ])('%s and %s is %s', (path, step, pointer) => {
    expect(pointerTo(path, step)).toBe(pointer);
  });
});

describe('describeJson', () => {
  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    [1.5, '1.5'],
    ['a"b', '"a\\"b"'],
    ['x'.repeat(41), `"${'x'.repeat(40)}"…`],
    [[1], 'an array'],
    [{ a: 1 }, 'an object'],
  ])('of %j is %s', (value, words) => {
    expect(describeJson(value)).toBe(words);
  });
});

describe('isJsonArray', () => {
  it.each([
    [[], true],
    [{ length: 0 }, false],
    ['a', false],
    [undefined, false],
  ])('%j: %s', (value, is) => {
    expect(isJsonArray(value)).toBe(is);
  });
});
