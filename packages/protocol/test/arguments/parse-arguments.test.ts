import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { err, kamiError, ok, type Json, type JsonObject, type KamiError, type Result } from '@kami/types';
import { coerceText, parseArgumentToken, parseArguments, witToJsonSchema } from '../../src/index.ts';

const schema: JsonObject = {
  type: 'object',
  properties: {
    text: { type: 'string' },
    count: { type: 'integer', minimum: 0, maximum: 9 },
    ratio: { type: 'number' },
    flag: { type: 'boolean' },
    list: { type: 'array', items: { type: 'string' } },
    any: {},
    bytes: witToJsonSchema({ kind: 'option', element: { kind: 'list', element: { kind: 'u8' } } }),
    maybe: witToJsonSchema({ kind: 'option', element: { kind: 'u8' } }),
    big: witToJsonSchema({ kind: 'u64' }),
  },
};
const files: { readonly [path: string]: Uint8Array } = {
  'a.txt': new TextEncoder().encode('line\n'),
  'a.json': new TextEncoder().encode('{"text":"from file","count":1}'),
  'array.json': new TextEncoder().encode('["a"]'),
  'raw.bin': new Uint8Array([0xff, 0]),
};
const readFile = (path: string): Promise<Result<Uint8Array, KamiError>> => {
  const bytes = files[path];
  return Promise.resolve(
    bytes === undefined ? err(kamiError('KAMI_SOURCE_UNREADABLE', `no ${path}`)) : ok(bytes),
  );
};
const parse = (tokens: readonly string[], whole?: string): Promise<Result<JsonObject, KamiError>> =>
  parseArguments({ tokens, ...(whole !== undefined && { whole }) }, schema, readFile);

describe('parseArguments', () => {
  it.each<[string, Json]>([
    ['text=', { text: '' }],
    ['text=a=b', { text: 'a=b' }],
    ['text=42', { text: '42' }],
    ['text:="@a"', { text: '@a' }],
    ['count=3', { count: 3 }],
    ['ratio=-1.5e3', { ratio: -1500 }],
    ['flag=true', { flag: true }],
    ['list=["a","b"]', { list: ['a', 'b'] }],
    ['list:=[1]', { list: [1] }],
    ['list=@array.json', { list: ['a'] }],
    ['list:=@array.json', { list: ['a'] }],
    ['any=1', { any: '1' }],
    ['unknown=1', { unknown: '1' }],
    ['maybe=null', { maybe: null }],
    ['maybe=7', { maybe: 7 }],
    ['big=18446744073709551615', { big: '18446744073709551615' }],
    ['text=@a.txt', { text: 'line\n' }],
    ['bytes=@raw.bin', { bytes: '/wA=' }],
  ])('reads %s', async (token, args) => {
    expect(await parse([token])).toEqual({ ok: true, value: args });
  });

  it('lets tokens win over the whole object', async () => {
    expect(await parse(['text=mine'], 'a.json')).toEqual({ ok: true, value: { text: 'mine', count: 1 } });
  });

  it.each([
    [['text=a', 'text:="b"'], undefined, 'KAMI_USAGE', '"text" is given twice'],
    [['text'], undefined, 'KAMI_USAGE', '"text" is not an argument'],
    [['=a'], undefined, 'KAMI_USAGE', 'is not an argument'],
    [[':=1'], undefined, 'KAMI_USAGE', 'is not an argument'],
    [['text:={'], undefined, 'KAMI_USAGE', 'The argument "text" cannot be read as JSON: not JSON.'],
    [['text:={"a":1,"a":2}'], undefined, 'KAMI_USAGE', 'a key twice'],
    [['text=@none'], undefined, 'KAMI_SOURCE_UNREADABLE', 'no none'],
    [
      ['text=@raw.bin'],
      undefined,
      'KAMI_ARGUMENT_INVALID',
      'The argument "text" does not fit: the file is not text in UTF-8.',
    ],
    [
      ['count=1.5'],
      undefined,
      'KAMI_ARGUMENT_INVALID',
      '"count" does not fit: expected integer from 0 to 9, found "1.5".',
    ],
    [['flag=yes'], undefined, 'KAMI_ARGUMENT_INVALID', '"flag" does not fit: expected boolean, found "yes".'],
    [
      ['list=a'],
      undefined,
      'KAMI_ARGUMENT_INVALID',
      '"list" does not fit: expected array of string as JSON: not JSON.',
    ],
    [
      ['list={}'],
      undefined,
      'KAMI_ARGUMENT_INVALID',
      '"list" does not fit: expected array of string as JSON, found an object.',
    ],
    [[], 'array.json', 'KAMI_USAGE', 'The value of --args is not a JSON object.'],
    [[], 'a.txt', 'KAMI_USAGE', 'The value of --args cannot be read as JSON: not JSON.'],
    [['text=' + 'a'.repeat(4 * 1024 * 1024)], undefined, 'KAMI_USAGE', 'over 4 MiB'],
  ])('refuses %.40j', async (tokens, whole, code, message) => {
    expect(await parse(tokens, whole)).toMatchObject({
      ok: false,
      error: { code, message: expect.stringContaining(message) as string },
    });
  });

  it('treats names of the object prototype as names like any other', async () => {
    const parsed = await parse(['__proto__=a', 'constructor=b']);
    expect(parsed.ok && Object.entries(parsed.value)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  it('gives JSON back for every value in every order', async () => {
    const values = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(values, async (args) => {
        const tokens = Object.entries(args).map(([name, value]) => `${name}:=${JSON.stringify(value)}`);
        expect(await parse(tokens)).toEqual({ ok: true, value: JSON.parse(JSON.stringify(args)) as Json });
      }),
    );
  });
});

describe('parseArgumentToken', () => {
  it('never throws, and keeps name and text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^=:]{1,9}$/), fc.string(), (name, value) => {
        fc.pre(!value.startsWith('@'));
        expect(parseArgumentToken(`${name}=${value}`)).toEqual(
          ok({ name, form: 'text', from: 'token', text: value }),
        );
        parseArgumentToken(value);
      }),
    );
  });
});

describe('coerceText', () => {
  it('never throws, whatever the schema', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('type', 'anyOf', 'enum', 'properties'), fc.jsonValue()),
        fc.string(),
        (any, text) => void coerceText(any as JsonObject, text),
      ),
    );
  });

  it('gives the value back that was written', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer(), fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true })),
        (value) => {
          expect(coerceText({ type: ['number', 'boolean'] }, JSON.stringify(value))).toEqual(
            ok(Object.is(value, -0) ? 0 : value),
          );
        },
      ),
    );
  });
});
