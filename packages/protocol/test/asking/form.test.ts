import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '@kami/types';
import { boundedJson, checkFormAnswer, parseForm, type FormField } from '../../src/index.ts';

function toJson(value: unknown): Json {
  const bounds = { maxBytes: 1e6, maxDepth: 1000, rejectDuplicateKeys: false };
  const json = boundedJson(JSON.stringify(value), bounds);
  return json.ok ? json.value : null;
}

function toObject(value: object): JsonObject {
  const json = toJson(value);
  if (!isJsonObject(json)) throw new TypeError('no object');
  return json;
}

const formOf = (properties: object, required: readonly string[] = []): readonly FormField[] => {
  const form = parseForm(toObject({ type: 'object', properties, required }));
  if (!form.ok) throw new Error(form.error);
  return form.value;
};
const problem = (properties: object): string => {
  const form = parseForm(toObject({ type: 'object', properties }));
  return form.ok ? 'taken' : form.error;
};

describe('parseForm', () => {
  it('takes every form that MCP names, with its titles, presets and bounds', () => {
    const titled = [{ const: 'a', title: 'A' }];
    expect(
      formOf(
        {
          name: {
            type: 'string',
            title: 'Name',
            minLength: 1,
            maxLength: 9,
            format: 'email',
            default: 'x@y',
          },
          age: { type: 'integer', minimum: 0, maximum: 9, default: 3 },
          ok: { type: 'boolean', description: 'Really?', default: true },
          one: { type: 'string', enum: ['a', 'b'], enumNames: ['A'] },
          titled: { type: 'string', oneOf: titled },
          some: { type: 'array', items: { type: 'string', enum: ['a'] }, minItems: 1 },
          several: { type: 'array', items: { anyOf: titled }, maxItems: 1 },
        },
        ['name'],
      ),
    ).toEqual([
      {
        name: 'name',
        required: true,
        title: 'Name',
        preset: 'x@y',
        takes: { kind: 'text', minLength: 1, maxLength: 9, format: 'email' },
      },
      {
        name: 'age',
        required: false,
        preset: 3,
        takes: { kind: 'number', whole: true, minimum: 0, maximum: 9 },
      },
      { name: 'ok', required: false, description: 'Really?', preset: true, takes: { kind: 'boolean' } },
      {
        name: 'one',
        required: false,
        takes: {
          kind: 'choice',
          choices: [
            { value: 'a', title: 'A' },
            { value: 'b', title: 'b' },
          ],
        },
      },
      { name: 'titled', required: false, takes: { kind: 'choice', choices: [{ value: 'a', title: 'A' }] } },
      {
        name: 'some',
        required: false,
        takes: { kind: 'choices', choices: [{ value: 'a', title: 'a' }], minItems: 1 },
      },
      {
        name: 'several',
        required: false,
        takes: { kind: 'choices', choices: [{ value: 'a', title: 'A' }], maxItems: 1 },
      },
    ]);
  });

  it('refuses what is not flat, what is not known, and what the host would have to run', () => {
    expect(problem({ a: { type: 'object', properties: {} } })).toContain('a: ');
    expect(problem({ a: { type: 'string', pattern: '^(a+)+$' } })).toContain('pattern');
    expect(problem({ a: { $ref: 'https://example.com' } })).toContain('a: ');
    expect(problem({ a: { type: 'string', enum: [] } })).toBe('a: nothing to choose from');
    expect(problem({ a: 1 })).toBe('a: expected an object');
    expect(problem(Object.fromEntries(Array.from({ length: 65 }, (_, i) => [i, { type: 'boolean' }])))).toBe(
      'over 64 fields',
    );
    expect(parseForm({ type: 'object', properties: {}, required: ['a'] }).ok).toBe(false);
  });

  it('never throws, whatever JSON it is given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        parseForm({ type: 'object', properties: { a: toJson(value) } });
      }),
    );
  });
});

describe('checkFormAnswer', () => {
  const fields = formOf(
    {
      mail: { type: 'string', format: 'email' },
      short: { type: 'string', minLength: 2, maxLength: 3 },
      age: { type: 'integer', minimum: 1, maximum: 9 },
      ok: { type: 'boolean' },
      one: { type: 'string', enum: ['a'] },
      some: { type: 'array', items: { type: 'string', enum: ['a', 'b'] }, minItems: 1, maxItems: 1 },
      when: { type: 'string', format: 'date' },
      at: { type: 'string', format: 'date-time' },
      link: { type: 'string', format: 'uri' },
    },
    ['ok'],
  );
  const check = (content: object): string => {
    const checked = checkFormAnswer(fields, toObject({ ok: true, ...content }));
    return checked.ok ? JSON.stringify(checked.value) : checked.error;
  };

  it('takes what fits, and leaves out what nobody asked for', () => {
    expect(check({ age: 3, other: 1, mail: 'a@b', some: ['b'] })).toBe(
      '{"mail":"a@b","age":3,"ok":true,"some":["b"]}',
    );
    expect(check({ when: '2026-01-31', at: '2026-01-31T08:00:00Z', link: 'https://a' })).toContain(
      'https://a',
    );
  });

  it.each([
    [{ ok: undefined }, 'ok is missing'],
    [{ ok: 'yes' }, 'ok: expected yes or no'],
    [{ mail: 'nobody' }, 'mail: expected the form email'],
    [{ short: 'a' }, 'short: expected at least 2 characters'],
    [{ short: 'abcd' }, 'short: expected at most 3 characters'],
    [{ short: 5 }, 'short: expected a text'],
    [{ age: 1.5 }, 'age: expected a whole number'],
    [{ age: 0 }, 'age: expected at least 1'],
    [{ age: 10 }, 'age: expected at most 9'],
    [{ age: '3' }, 'age: expected a number'],
    [{ one: 'b' }, 'one: expected one of the choices'],
    [{ some: ['c'] }, 'some: expected some of the choices'],
    [{ some: [] }, 'some: expected at least 1 choices'],
    [{ some: ['a', 'b'] }, 'some: expected at most 1 choices'],
    [{ some: 'a' }, 'some: expected a list'],
    [{ when: 'today' }, 'when: expected the form date'],
    [{ at: '2026-01-31' }, 'at: expected the form date-time'],
    [{ link: 'no link' }, 'link: expected the form uri'],
  ])('refuses %j', (content, expected) => {
    expect(check(content)).toBe(expected);
  });
});
