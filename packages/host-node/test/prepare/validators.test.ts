import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { JsonObject } from '@kami/types';

import { MAX_SCHEMA_BYTES } from '../../src/prepare/check-schema.ts';
import { compileValidators } from '../../src/prepare/compile-validators.ts';

interface Problem {
  readonly path: string;
  readonly message: string;
}
type Validate = (value: unknown) => null | Problem[];

/** Compiles in the way of the product and evaluates in a context that has nothing but JavaScript. */
function validators(input: JsonObject, output?: JsonObject): { input: Validate; output?: Validate } {
  const compiled = compileValidators([
    { tool: 'a/b "c"', input, ...(output === undefined ? {} : { output }) },
  ]);
  if (!compiled.ok) throw new Error(compiled.error.message);
  const all = runInNewContext(compiled.value) as Record<string, { input: Validate; output?: Validate }>;
  const own = all['a/b "c"'];
  if (own === undefined) throw new Error('no validator');
  return own;
}

function problems(schema: JsonObject, value: unknown): string[] {
  return (validators(schema).input(value) ?? []).map(({ path, message }) => `${path}: ${message}`);
}

function refusal(schema: JsonObject): string {
  const compiled = compileValidators([{ tool: 't', input: schema }]);
  expect(compiled).toMatchObject({ ok: false, error: { code: 'KAMI_COMPONENT_INVALID' } });
  return compiled.ok ? '' : compiled.error.message;
}

describe('compileValidators', () => {
  it.each<[string, JsonObject, unknown, string[]]>([
    ['type', { properties: { a: { type: 'integer' } } }, { a: 'x' }, ['/a: expected integer, found string']],
    ['types', { type: ['string', 'null'] }, 1.5, [': expected string or null, found number']],
    [
      'required',
      { required: ['a'], properties: { a: { type: 'string' } } },
      {},
      ['/a: expected string, found nothing'],
    ],
    ['required without a type', { required: ['a'] }, {}, ['/a: expected a value, found nothing']],
    [
      'required, never from the prototype',
      { required: ['toString'] },
      {},
      ['/toString: expected a value, found nothing'],
    ],
    [
      'additionalProperties',
      { properties: { a: true, b: true }, additionalProperties: false },
      { 'c/~': 1 },
      ['/c~1~0: expected one of the properties "a", "b", found "c/~"'],
    ],
    [
      'unevaluatedProperties',
      { unevaluatedProperties: false },
      { c: 1 },
      ['/c: expected no further properties, found "c"'],
    ],
    ['enum', { enum: ['red', { x: 1 }] }, 'blue', [': expected one of "red", {"x":1}, found "blue"']],
    ['const', { const: [1] }, [2], [': expected [1], found [2]']],
    ['minLength in characters', { minLength: 2 }, '😀', [': expected at least 2 characters, found 1']],
    ['maxLength', { maxLength: 1 }, 'ab', [': expected at most 1 characters, found 2']],
    ['minimum', { minimum: 3 }, 1, [': expected a number of at least 3, found 1']],
    ['exclusiveMaximum', { exclusiveMaximum: 3 }, 3, [': expected a number below 3, found 3']],
    ['multipleOf', { multipleOf: 2 }, 3, [': expected a multiple of 2, found 3']],
    ['pattern', { pattern: '^a' }, 'b', [': expected text that matches ^a, found "b"']],
    [
      'items',
      { items: { type: 'string' }, minItems: 3 },
      ['a', 1],
      [': expected at least 3 items, found 2', '/1: expected string, found integer'],
    ],
    [
      'prefixItems',
      { prefixItems: [{ type: 'string' }], items: false },
      [1, 2],
      ['/0: expected string, found integer'],
    ],
    [
      'uniqueItems',
      { uniqueItems: true },
      [{ a: 1 }, { a: 1 }],
      [': expected items that differ, found items 0 and 1 alike'],
    ],
    [
      'oneOf with none',
      { oneOf: [{ type: 'string' }, { type: 'boolean' }] },
      1,
      [': expected string or boolean, found integer'],
    ],
    [
      'oneOf with several',
      { oneOf: [{ type: 'number' }, { type: 'integer' }] },
      1,
      [': expected exactly one of the alternatives, found several that fit'],
    ],
    [
      'anyOf',
      { anyOf: [{ type: 'object', required: ['a'] }, { type: 'null' }] },
      {},
      ['/a: expected a value, found nothing', ': expected null, found object'],
    ],
    [
      'a reference',
      { $defs: { n: { type: 'number' } }, properties: { a: { $ref: '#/$defs/n' } } },
      { a: 'x' },
      ['/a: expected number, found string'],
    ],
  ])('says what %s expects', (_keyword, schema, value, expected) => {
    const found = problems(schema, value);
    expect(found).toEqual(expect.arrayContaining(expected));
  });

  it('gives null for what fits, for each keyword that needs a helper', () => {
    const schema = {
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 2, format: 'uri' },
        kind: { enum: [{ a: [1] }] },
        list: { uniqueItems: true },
      },
      required: ['name'],
      additionalProperties: false,
    };
    const { input, output } = validators(schema, { type: 'object' });
    expect(input({ name: 'ab', kind: { a: [1] }, list: [{ a: 1 }, { a: 2 }] })).toBeNull();
    expect(output?.({})).toBeNull();
    expect(output?.('x')).toEqual([{ path: '', message: 'expected object, found string' }]);
  });

  it('takes recursive schemas, and a dialect of another draft as an annotation', () => {
    const schema = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      properties: { next: { $ref: '#' } },
      additionalProperties: false,
    };
    expect(problems(schema, { next: { next: {} } })).toEqual([]);
    expect(problems(schema, { next: { other: 1 } })).toHaveLength(1);
  });

  it('gives at most 20 problems, each of them short', () => {
    const found = problems(
      { items: { enum: ['a'] } },
      Array.from({ length: 100 }, () => 'x'.repeat(1000)),
    );
    expect(found).toHaveLength(20);
    expect(Math.max(...found.map((text) => text.length))).toBeLessThan(200);
  });

  it('never throws in a validator, whatever the value', () => {
    const { input } = validators({
      type: 'object',
      properties: {
        a: { type: 'array', items: { oneOf: [{ type: 'string', minLength: 3 }, { enum: [1, null] }] } },
        b: { not: { type: 'object' } },
      },
      required: ['a'],
      additionalProperties: { type: 'integer', minimum: 1 },
    });
    const value = fc.oneof(fc.jsonValue(), fc.record({ a: fc.jsonValue(), b: fc.jsonValue() }));
    fc.assert(
      fc.property(value, (json) => {
        for (const { path, message } of input(json) ?? []) {
          expect(path === '' || path.startsWith('/')).toBe(true);
          expect(message).toMatch(/^expected .*, found /s);
        }
      }),
    );
  });

  it('keeps tool names and schema text from becoming code', () => {
    const name = '"];globalThis.hacked=1;//\n`${globalThis.hacked=1}`\u2028';
    const compiled = compileValidators([
      { tool: name, input: { required: [name], enum: [name], pattern: 'a"b`' } },
    ]);
    if (!compiled.ok) throw new Error(compiled.error.message);
    const context: Record<string, unknown> = {};
    const all = runInNewContext(compiled.value, context) as Record<string, { input: Validate }>;
    expect(all[name]?.input({})).not.toBeNull();
    expect(Object.keys(context)).toEqual([]);
  });

  it.each<[string, JsonObject, string]>([
    ['is none', { type: 'banana' }, 'The input schema of t is no valid JSON Schema'],
    [
      'refers to another document',
      { properties: { a: { $ref: 'https://example.com/a.json' } } },
      'leads to another document',
    ],
    ['refers to nothing', { $ref: '#/$defs/missing' }, 'no valid JSON Schema'],
    ['has a broken pattern', { pattern: '(' }, 'no valid JSON Schema'],
    ['is too large', { enum: ['x'.repeat(MAX_SCHEMA_BYTES)] }, 'larger than'],
  ])('refuses a schema that %s', (_what, schema, message) => {
    expect(refusal(schema)).toContain(message);
  });

  it('refuses a schema that is nested too deep', () => {
    let deep: JsonObject = {};
    for (let i = 0; i < 1000; i++) deep = { not: deep };
    expect(refusal(deep)).toContain('deep');
  });
});
