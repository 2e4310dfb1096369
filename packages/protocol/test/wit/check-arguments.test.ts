import { describe, expect, it } from 'vitest';
import type { FunctionSignature, Json, WitType } from '@kami/types';
import {
  checkArguments,
  checkWitValue,
  signatureProblem,
  signatureToSchema,
  witToJsonSchema,
} from '../../src/index.ts';

const u8: WitType = { kind: 'u8' };
const point: WitType = {
  kind: 'record',
  fields: [
    { name: 'x-axis', type: u8 },
    { name: 'note', type: { kind: 'option', element: { kind: 'string' } } },
  ],
};
const shape: WitType = { kind: 'variant', cases: [{ name: 'dot' }, { name: 'circle', type: u8 }] };
const signature: FunctionSignature = {
  name: 'draw',
  params: [
    { name: 'at', type: point },
    { name: 'colour', type: { kind: 'enum', names: ['red', 'blue'] } },
    { name: 'tag', type: { kind: 'option', element: { kind: 'string' } } },
  ],
  result: { kind: 'result', ok: { kind: 'list', element: u8 }, err: { kind: 'string' } },
};

describe('checkArguments', () => {
  it('tells each problem with its place', () => {
    expect(checkArguments(signature, { at: { 'x-axis': 300, 'no~te/': 1 }, color: 'red' })).toEqual([
      { path: '/at/x-axis', message: 'expected an integer from 0 to 255, found 300' },
      { path: '/at/no~0te~1', message: 'there is no such field; did you mean "note"?' },
      { path: '/colour', message: 'this argument is missing' },
      { path: '/color', message: 'there is no such argument; did you mean "colour"?' },
    ]);
  });

  it('treats names of the object prototype as names like any other', () => {
    expect(checkArguments({ name: 'f', params: [{ name: 'constructor', type: u8 }] }, {})).toHaveLength(1);
    expect(
      checkArguments({ name: 'f', params: [] }, JSON.parse('{"__proto__":1}') as { [key: string]: Json }),
    ).toHaveLength(1);
  });

  it('tells at most 32 problems, each within its bound', () => {
    const args = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`${'é'.repeat(600)}${i}`, 1]));
    const problems = checkArguments({ name: 'f', params: [] }, args);
    expect(problems).toHaveLength(32);
    expect(Buffer.byteLength(problems[0]?.path ?? '')).toBeLessThanOrEqual(512);
  });
});

describe('checkWitValue', () => {
  it.each<[WitType, Json, string, string]>([
    [{ kind: 's8' }, -129, '', 'expected an integer from -128 to 127, found -129'],
    [{ kind: 'u32' }, 1.5, '', 'expected an integer from 0 to 4294967295, found 1.5'],
    [
      { kind: 'u64' },
      '18446744073709551616',
      '',
      'expected an integer from 0 to 18446744073709551615 (as a decimal string where it is large), found "18446744073709551616"',
    ],
    [
      { kind: 'u64' },
      2 ** 53,
      '',
      'expected an integer from 0 to 18446744073709551615 (as a decimal string where it is large), found 9007199254740992',
    ],
    [{ kind: 'char' }, 'ab', '', 'expected one character, found "ab"'],
    [{ kind: 'string' }, '\ud800', '', 'expected well-formed Unicode'],
    [{ kind: 'list', element: u8 }, [1, 2], '', 'expected base64 with padding, found an array'],
    [{ kind: 'list', element: u8, length: 2 }, 'QQ==', '', 'expected 2 bytes in base64, found 1'],
    [{ kind: 'list', element: { kind: 'bool' } }, [true, 1], '/1', 'expected a boolean, found 1'],
    [{ kind: 'tuple', elements: [u8, u8] }, [1], '', 'expected an array of 2, found one of 1'],
    [
      { kind: 'enum', names: ['red', 'blue'] },
      'rad',
      '',
      'expected one of "red", "blue", found "rad"; did you mean "red"?',
    ],
    [{ kind: 'flags', names: ['a', 'b'] }, ['a', 'a'], '/1', '"a" is there twice'],
    [shape, { tag: 'square' }, '/tag', 'expected one of "dot", "circle", found "square"'],
    [shape, { tag: 'circle' }, '/val', 'this field is missing'],
    [shape, { tag: 'dot', val: 1 }, '/val', 'the case "dot" carries nothing'],
    [
      { kind: 'option', element: { kind: 'option', element: u8 } },
      1,
      '',
      'expected an object with "some", found 1',
    ],
    [{ kind: 'result', ok: u8 }, { err: 1 }, '/err', 'expected null, found 1'],
    [{ kind: 'unsupported', what: 'a stream' }, null, '', 'a value of this type cannot be given: a stream'],
  ])('%j refuses %j', (type, value, path, message) => {
    expect(checkWitValue(type, value, '')).toEqual([{ path, message }]);
  });
});

describe('witToJsonSchema', () => {
  it('has this form for nested options and 64-bit integers', () => {
    expect(
      witToJsonSchema({ kind: 'option', element: { kind: 'option', element: { kind: 'u64' } } }),
    ).toEqual({
      anyOf: [
        {
          type: 'object',
          properties: {
            some: {
              anyOf: [
                {
                  anyOf: [
                    { type: 'integer', minimum: 0, maximum: 9007199254740991 },
                    { type: 'string', pattern: '^(?:0|[1-9][0-9]{0,19})$' },
                  ],
                },
                { type: 'null' },
              ],
            },
          },
          required: ['some'],
          additionalProperties: false,
        },
        { type: 'null' },
      ],
    });
  });
});

describe('witToJsonSchema of bytes', () => {
  it.each([
    [0, '', ['QQ==', 'QUI=', 'QUJD']],
    [1, 'QQ==', ['', 'QUI=', 'QUJD']],
    [2, 'QUI=', ['', 'QQ==', 'QUJD']],
    [3, 'QUJD', ['', 'QQ==', 'QUI=']],
  ])('of a list of %i takes exactly that many', (length, right, others) => {
    const type: WitType = { kind: 'list', element: u8, length };
    const { pattern } = witToJsonSchema(type);
    const form = new RegExp(typeof pattern === 'string' ? pattern : '(?!)');
    expect(form.test(right)).toBe(true);
    const wrong = others.filter((other) => other.length === right.length);
    expect(wrong.filter((other) => form.test(other))).toEqual([]);
    for (const other of others) expect(checkWitValue(type, other, '')).not.toEqual([]);
  });
});

describe('signatureToSchema', () => {
  it('gives object schemas, the ok type wrapped as a result', () => {
    const { inputSchema, outputSchema } = signatureToSchema(signature);
    expect(inputSchema).toMatchObject({
      type: 'object',
      required: ['at', 'colour'],
      additionalProperties: false,
      properties: { colour: { type: 'string', enum: ['red', 'blue'] } },
    });
    expect(outputSchema).toMatchObject({
      type: 'object',
      required: ['result'],
      properties: { result: { type: 'string', contentEncoding: 'base64' } },
    });
  });

  it('gives no output schema where nothing comes back', () => {
    expect(signatureToSchema({ name: 'f', params: [] })).not.toHaveProperty('outputSchema');
    expect(
      signatureToSchema({ name: 'f', params: [], result: { kind: 'result', err: u8 } }),
    ).not.toHaveProperty('outputSchema');
  });
});

describe('signatureProblem', () => {
  it('finds types without a JSON form, and types made to be large', () => {
    expect(signatureProblem(signature)).toBeUndefined();
    const stream: WitType = { kind: 'option', element: { kind: 'unsupported', what: 'a stream' } };
    expect(signatureProblem({ name: 'f', params: [{ name: 'a', type: stream }] })).toBe(
      'its type has a stream',
    );
    let wide: WitType = u8;
    for (let i = 0; i < 30; i++) wide = { kind: 'tuple', elements: [wide, wide] };
    expect(signatureProblem({ name: 'f', params: [], result: wide })).toBe('its type has over 4096 parts');
    let deep: WitType = u8;
    for (let i = 0; i < 32; i++) deep = { kind: 'list', element: deep };
    expect(signatureProblem({ name: 'f', params: [], result: deep })).toBe('its type is deeper than 32');
  });
});
