import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedJson, type JsonBounds } from '../../src/index.ts';

const bounds: JsonBounds = { maxDepth: 8, maxBytes: 1000, rejectDuplicateKeys: true };
const wide: JsonBounds = { maxDepth: 1000, maxBytes: 1e6, rejectDuplicateKeys: true };
const utf8 = new TextEncoder();
const kindOf = (source: string | Uint8Array, b: JsonBounds = bounds): string => {
  const parsed = boundedJson(source, b);
  return parsed.ok ? 'ok' : parsed.error.kind;
};

describe('boundedJson', () => {
  it('gives what JSON.parse gives, from text and from bytes', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
        const value: unknown = JSON.parse(text);
        expect(boundedJson(text, wide)).toEqual({ ok: true, value });
        expect(boundedJson(utf8.encode(text), wide).ok).toBe(true);
      }),
    );
  });

  it('refuses as a syntax error exactly what JSON.parse refuses', () => {
    const almost = fc.array(
      fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', 'a', '1', ' ', 'null', '"a"', '"b"'),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(almost, (parts) => {
        const text = parts.join('');
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect(kindOf(text, { ...wide, rejectDuplicateKeys: false }) === 'ok').toBe(valid);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds a key that an object has twice, wherever it is and however it is written', () => {
    expect(kindOf('{"a":1,"a":2}')).toBe('duplicate-key');
    expect(kindOf('{"a":1,"\\u0061":2}')).toBe('duplicate-key');
    expect(kindOf('[[{"x":{"b":[],"b":[]}}]]')).toBe('duplicate-key');
    expect(kindOf('{"__proto__":1,"__proto__":2}')).toBe('duplicate-key');
    expect(kindOf('{"__proto__":1,"a":{"__proto__":2}}')).toBe('ok');
    expect(kindOf('{"a":{"a":"a"},"b":"a:\\":a"}')).toBe('ok');
    expect(kindOf('{"a":1,"a":2}', { ...bounds, rejectDuplicateKeys: false })).toBe('ok');
  });

  it('finds a duplicate put into any object', () => {
    const entries = fc.uniqueArray(fc.tuple(fc.string(), fc.jsonValue()), {
      selector: ([key]) => key,
      minLength: 1,
    });
    fc.assert(
      fc.property(entries, fc.nat(), (all, pick) => {
        const members = all.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
        expect(kindOf(`{${members.join(',')}}`, wide)).toBe('ok');
        expect(kindOf(`{${[...members, members[pick % members.length]].join(',')}}`, wide)).toBe(
          'duplicate-key',
        );
      }),
    );
  });

  it('bounds depth, a hundred thousand levels included', () => {
    expect(kindOf('[[[[[[[[1]]]]]]]]')).toBe('ok');
    expect(kindOf('[[[[[[[[[1]]]]]]]]]')).toBe('too-deep');
    expect(kindOf('{"a":'.repeat(9))).toBe('too-deep');
    expect(kindOf('"[[[[[[[[[[[["')).toBe('ok');
    expect(kindOf('['.repeat(100_000), wide)).toBe('too-deep');
  });

  it('bounds the size in bytes of UTF-8', () => {
    const text = JSON.stringify('é'.repeat(499));
    expect(kindOf(text)).toBe('ok');
    expect(kindOf(utf8.encode(text))).toBe('ok');
    expect(kindOf(JSON.stringify('é'.repeat(500)))).toBe('too-large');
    expect(kindOf(utf8.encode(JSON.stringify('é'.repeat(500))))).toBe('too-large');
  });

  it('refuses bytes that are no UTF-8, a byte-order mark, and numbers out of range', () => {
    expect(kindOf(new Uint8Array([0x22, 0xff, 0x22]))).toBe('encoding');
    expect(kindOf('\ufeff{}')).toBe('syntax');
    expect(kindOf(new Uint8Array([0xef, 0xbb, 0xbf, 0x31]))).toBe('syntax');
    expect(kindOf('1e999')).toBe('number-range');
    expect(kindOf('{"a":[-1e999]}')).toBe('number-range');
    expect(kindOf('')).toBe('syntax');
  });

  it('takes linear time on text made to be slow', () => {
    const text = `"${'\\\\'.repeat(200_000)}${'\\"'.repeat(200_000)}"`;
    expect(kindOf(text, { ...wide, maxBytes: 1e7 })).toBe('ok');
  });
});
