import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redactor.ts';
import { secretForms } from '../../src/redaction/secret-forms.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Secrets of few different characters, so that they overlap with themselves, each other and their own marks. */
const secret = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 8, maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('a', '[', ']', '*', 'é', '"'), minLength: 8, maxLength: 12 }),
  fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 }).filter((text) => !text.includes('\0')),
);
const secrets = fc.array(secret, { minLength: 1, maxLength: 3 });

/** A text that has secrets, beginnings of them, and whatever else in it, with where it is cut. */
const cutText = secrets.chain((values) =>
  fc.record({
    values: fc.constant(values),
    pieces: fc.array(
      fc.oneof(
        fc.constantFrom(...values.flatMap(secretForms)),
        fc.constantFrom(...values).chain((value) => fc.nat(value.length).map((at) => value.slice(0, at))),
        fc.constantFrom(...values).chain((value) => fc.nat(value.length).map((at) => value.slice(at))),
        fc.string({ maxLength: 6 }),
      ),
      { maxLength: 8 },
    ),
    cuts: fc.array(fc.nat(5), { maxLength: 60 }),
  }),
);

function cut<T extends string | Uint8Array>(
  whole: T,
  sizes: readonly number[],
  slice: (from: number, to?: number) => T,
): T[] {
  let from = 0;
  const pieces = sizes.map((size) => slice(from, (from += size)));
  return [...pieces, slice(Math.min(from, whole.length))];
}

describe('a redactor', () => {
  it('leaves no spelling of a secret in a text, and gives the same however the text is cut', () => {
    fc.assert(
      fc.property(cutText, ({ values, pieces, cuts }) => {
        const whole = pieces.join('');
        const redactor = createRedactor(values);
        const stream = redactor.textStream();
        const parts = cut(whole, cuts, (from, to) => whole.slice(from, to));
        const streamed = parts.map((part) => stream.push(part)).join('') + stream.end();
        expect(streamed).toBe(redactor.text(whole));
        for (const form of values.flatMap(secretForms)) expect(streamed.includes(form)).toBe(false);
        expect(streamed.length).toBeLessThanOrEqual(whole.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves none in bytes, which keep their length, however they are cut', () => {
    fc.assert(
      fc.property(cutText, ({ values, pieces, cuts }) => {
        const whole = encode(pieces.join(''));
        const redactor = createRedactor(values);
        const stream = redactor.byteStream();
        const parts = cut(whole, cuts, (from, to) => whole.slice(from, to));
        const out = Buffer.concat([...parts.map((part) => new Uint8Array(stream.push(part))), stream.end()]);
        expect(out.length).toBe(whole.length);
        expect(out.equals(redactor.bytes(whole))).toBe(true);
        for (const form of values.flatMap(secretForms)) expect(out.includes(form)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('changes nothing where there is no secret', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const redactor = createRedactor(['a secret that is in no text here']);
        expect(redactor.text(text)).toBe(text);
        expect(decode(redactor.bytes(encode(text)))).toBe(decode(encode(text)));
      }),
    );
  });

  it('holds nothing back but what may be the beginning of a secret', () => {
    const stream = createRedactor(['hunter2-hunter3']).textStream();
    expect(stream.push('say hunter2-hun')).toBe('say ');
    expect(stream.push('ger')).toBe('hunter2-hunger');
    expect(stream.push(' and hunter2-hunter3!')).toBe(' and [secret]!');
    expect(stream.push('hunter2')).toBe('');
    expect(stream.end()).toBe('hunter2');
  });

  it('finds a secret in JSON, in names and as a number', () => {
    const redactor = createRedactor(['1234567890', 'with "quotes"']);
    expect(
      redactor.json({ a: [1_234_567_890, 12, null, true], x1234567890: { b: 'with "quotes"' } }),
    ).toEqual({
      a: ['[secret]', 12, null, true],
      'x[secret]': { b: '[secret]' },
    });
    expect(redactor.text(JSON.stringify({ a: 'with "quotes"' }))).toBe('{"a":"[secret]"}');
    const nested = JSON.stringify({ a: JSON.stringify({ b: JSON.stringify(['with "quotes"']) }) });
    expect(JSON.parse(redactor.text(nested))).toEqual({ a: '{"b":"[\\"[secret]\\"]"}' });
    expect(createRedactor(['größer als'])?.text(String.raw`"gr\u00f6\u00dfer als"`)).toBe('"[secret]"');
  });

  it.each([0, 1, 2, 3, 4])('finds it in base64 when %i bytes stand before it', (before) => {
    const value = 'sk-live-0123456789?>~';
    for (const encoding of ['base64', 'base64url'] as const) {
      const text = Buffer.from(`${'u'.repeat(before)}${value}:rest`).toString(encoding);
      const redacted = createRedactor([value]).text(text);
      expect(redacted).toContain('[secret]');
      expect(Buffer.from(redacted.replace('[secret]', ''), 'base64').toString()).not.toContain('live');
    }
  });

  it('finds it percent-encoded, as hexadecimal digits, line by line, and without its scheme', () => {
    const redactor = createRedactor([
      'p/ss wörd&1',
      'Basic dXNlcjpwYXNz',
      'first line of a key\nsecond line of a key',
    ]);
    for (const text of [
      encodeURIComponent('p/ss wörd&1'),
      new URLSearchParams({ q: 'p/ss wörd&1' }).toString().slice(2),
      Buffer.from('p/ss wörd&1').toString('hex'),
      'second line of a key',
      'dXNlcjpwYXNz',
    ])
      expect(redactor.text(text), text).toBe('[secret]');
  });

  it('finds it percent-encoded by any set of characters, that of an address of its own among them', () => {
    const secret = `it's(a)~b*c!d @e"f\\g/h?i#j%k^l{m}ü`;
    const redactor = createRedactor([secret]);
    const strict = encodeURIComponent(secret).replaceAll(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
    const inPath = new URL('https://host.test');
    inPath.pathname = secret;
    for (const text of [
      encodeURI(secret),
      strict,
      strict.replaceAll('%2F', '/'),
      strict.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
      new URLSearchParams({ q: secret }).toString().slice(2),
      inPath.pathname.slice(1),
    ])
      expect(redactor.text(text), text).toBe('[secret]');
  });

  it('takes linear time for a text that is all beginnings', () => {
    const redactor = createRedactor([`${'a'.repeat(4000)}b`]);
    const text = 'a'.repeat(300_000);
    expect(redactor.text(text)).toBe(text);
    expect(redactor.text(`${text}b`)).toBe(`${'a'.repeat(296_000)}[secret]`);
  });
});
