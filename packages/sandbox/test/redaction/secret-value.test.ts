import { describe, expect, it } from 'vitest';
import { headerValueRefusal, MAX_SECRET_BYTES, secretRefusal } from '../../src/index.ts';

describe('what a secret can be', () => {
  it.each([
    ['', /empty/u],
    ['1234567', /7 bytes, expected at least 8/u],
    ['x'.repeat(MAX_SECRET_BYTES + 1), /expected at most 8192/u],
    ['with \0 in it', /no text/u],
    ['half \ud800 a character', /no text/u],
  ])('%j is refused', (value, reason) => {
    expect(secretRefusal(value)).toMatch(reason);
  });

  it.each(['12345678', 'x'.repeat(MAX_SECRET_BYTES), 'zwei\nZeilen', 'ünïcödé'])('%j is taken', (value) => {
    expect(secretRefusal(value)).toBeUndefined();
  });

  it('stands in a header field only on one line of printable ASCII', () => {
    expect(headerValueRefusal('Basic dXNlcjpwYXNz')).toBeUndefined();
    for (const value of ['a\r\nX: y', 'a\nb', 'ünicode', ' before', 'after ', 'a\u007fb', 'a\u0000b'])
      expect(headerValueRefusal(value), JSON.stringify(value)).toBeDefined();
  });
});
