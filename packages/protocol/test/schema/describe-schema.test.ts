import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, WitType } from '@kami/types';
import {
  describeProperties,
  describeSchemaProperty,
  manifestArgumentsToSchema,
  witToJsonSchema,
} from '../../src/index.ts';

describe('describeSchemaProperty', () => {
  it.each<[WitType, string]>([
    [{ kind: 'u8' }, 'integer from 0 to 255'],
    [{ kind: 'string' }, 'string'],
    [{ kind: 'option', element: { kind: 'bool' } }, 'boolean or null'],
    [{ kind: 'enum', names: ['a', 'b'] }, '"a" or "b"'],
    [{ kind: 'list', element: { kind: 'u8' } }, 'bytes in base64'],
    [{ kind: 'list', element: { kind: 'enum', names: ['a'] } }, 'array of "a"'],
    [{ kind: 'tuple', elements: [{ kind: 'bool' }, { kind: 'f64' }] }, '[boolean, number]'],
    [
      {
        kind: 'record',
        fields: [
          { name: 'x', type: { kind: 'bool' } },
          { name: 'y', type: { kind: 'option', element: { kind: 'bool' } } },
        ],
      },
      '{x, y?}',
    ],
    [
      { kind: 'variant', cases: [{ name: 'dot' }, { name: 'line', type: { kind: 'u8' } }] },
      '{tag} or {tag, val}',
    ],
  ])('of %j is %s', (type, text) => {
    expect(describeSchemaProperty(witToJsonSchema(type))).toBe(text);
  });

  it('never throws, and stays short where values are many', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('type', 'anyOf', 'enum', 'items', 'required'), fc.jsonValue()),
        (any) => void describeSchemaProperty(any as JsonObject),
      ),
    );
    expect(describeSchemaProperty({ enum: Array.from({ length: 100 }, (_, i) => i) })).toBe(
      '0 or 1 or 2 or 3 or 4 or 5 or 6 or 7 or …',
    );
  });
});

describe('manifestArgumentsToSchema', () => {
  const schema = manifestArgumentsToSchema([
    { name: 'limit', type: 'integer', required: false },
    { name: 'url', type: 'string', description: 'The URL to fetch', required: true },
  ]);

  it('has a property per argument and allows no other', () => {
    expect(schema).toEqual({
      type: 'object',
      properties: { limit: { type: 'integer' }, url: { type: 'string', description: 'The URL to fetch' } },
      required: ['url'],
      additionalProperties: false,
    });
  });

  it('is described with required arguments first', () => {
    expect(describeProperties(schema)).toEqual([
      { name: 'url', type: 'string', required: true, description: 'The URL to fetch' },
      { name: 'limit', type: 'integer', required: false },
    ]);
  });
});
