import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDefinitionsPayload } from '../../src/index.ts';

const utf8 = new TextEncoder();
const bytes = (value: unknown): Uint8Array => utf8.encode(JSON.stringify(value));
const object = { type: 'object', properties: { a: { type: 'string' } } };
const named = (name: string, more: object = {}): object => ({
  name,
  description: 'd',
  inputSchema: object,
  ...more,
});
const deep = (depth: number): object => {
  let schema: object = {};
  for (let i = 0; i < depth; i++) schema = { not: schema };
  return schema;
};
const definition = fc.record(
  {
    name: fc.stringMatching(/^[A-Za-z0-9_-]{1,48}$/),
    title: fc.string({ unit: 'grapheme', maxLength: 20 }),
    description: fc.string({ unit: 'grapheme', maxLength: 50 }),
    inputSchema: fc.constant(object),
    outputSchema: fc.constantFrom({}, { type: 'string' }, object),
  },
  { requiredKeys: ['name', 'description', 'inputSchema'] },
);

describe('parseDefinitionsPayload', () => {
  it('gives back what is well-formed', () => {
    const all = fc.uniqueArray(definition, { selector: (d) => d.name, maxLength: 6 });
    fc.assert(
      fc.property(all, (definitions) => {
        const value: unknown = JSON.parse(JSON.stringify(definitions));
        expect(parseDefinitionsPayload(bytes({ definitions }))).toEqual({ ok: true, value });
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array(), (body) => void parseDefinitionsPayload(body)));
    fc.assert(
      fc.property(fc.jsonValue(), (value) => void parseDefinitionsPayload(bytes({ definitions: [value] }))),
    );
  });

  it.each([
    ['an array at the root', [], 'expected an object'],
    ['a name with a dot', { definitions: [named('a.b')] }, 'name: expected at most 48'],
    ['a name over 48 characters', { definitions: [named('a'.repeat(49))] }, 'name: expected at most 48'],
    ['a name twice', { definitions: [named('a'), named('b'), named('a')] }, 'the name a is there twice'],
    ['metadata', { definitions: [named('a', { _meta: {} })] }, 'unknown key "_meta"'],
    [
      'annotations',
      { definitions: [named('a', { annotations: { readOnlyHint: true } })] },
      'unknown key "annotations"',
    ],
    [
      'an input that is no object',
      { definitions: [named('a', { inputSchema: { type: 'array' } })] },
      'whose type is "object"',
    ],
    [
      'an output that is no schema object',
      { definitions: [named('a', { outputSchema: true })] },
      'outputSchema: expected an object',
    ],
    [
      'a property that is no object',
      { definitions: [named('a', { inputSchema: { type: 'object', properties: { b: true } } })] },
      'b: expected a schema object',
    ],
    [
      'required that are no names',
      { definitions: [named('a', { outputSchema: { type: 'object', required: [1] } })] },
      'required: expected',
    ],
    [
      'a reference to the network',
      { definitions: [named('a', { outputSchema: { $ref: 'https://a.example/' } })] },
      '$ref leaves',
    ],
    [
      'a reference in an array',
      { definitions: [named('a', { outputSchema: { anyOf: [{ $ref: 'x.json' }] } })] },
      '$ref leaves',
    ],
    [
      'a long pattern',
      { definitions: [named('a', { outputSchema: { pattern: 'a'.repeat(513) } })] },
      'pattern is over 512',
    ],
    [
      'many nodes',
      { definitions: [named('a', { outputSchema: { enum: Array.from({ length: 4096 }, () => ({})) } })] },
      'over 4096',
    ],
    ['deep schemas', { definitions: [named('a', { outputSchema: deep(40) })] }, 'nested deeper than 40'],
    [
      '129 definitions',
      { definitions: Array.from({ length: 129 }, (_, i) => named(`a${i}`)) },
      'over 128 elements',
    ],
  ])('refuses %s', (_what, value, message) => {
    expect(parseDefinitionsPayload(bytes(value))).toMatchObject({
      ok: false,
      error: expect.stringContaining(message) as string,
    });
  });

  it('refuses a schema with a key that would set a prototype', () => {
    const body = utf8.encode(
      '{"definitions":[{"name":"a","description":"","inputSchema":{"type":"object","properties":{"__proto__":{}}}}]}',
    );
    expect(parseDefinitionsPayload(body)).toMatchObject({
      ok: false,
      error: expect.stringContaining('"__proto__"') as string,
    });
  });

  it('accepts a reference within the schema', () => {
    const inputSchema = { type: 'object', $defs: { a: {} }, properties: { x: { $ref: '#/$defs/a' } } };
    expect(parseDefinitionsPayload(bytes({ definitions: [named('a', { inputSchema })] })).ok).toBe(true);
  });
});
