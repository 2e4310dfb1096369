import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '@kami/types';
import { checkArguments, checkWitValue, signatureToSchema, witToJsonSchema } from '../../src/index.ts';
import { valueOf, witType } from './arbitrary-wit.ts';

const ajv = new Ajv2020({
  strict: true,
  strictTypes: false,
  strictTuples: false,
  allErrors: false,
  formats: {},
});

/** A value one change away: something in it replaced, added or taken out. */
function mutate(value: Json, pick: number, by: Json): Json {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (entries.length === 0 || pick % 3 === 0) return by;
  const [key, member] = entries[pick % entries.length] ?? ['', null];
  const changed = mutate((member ?? null) as Json, Math.floor(pick / 3), by);
  if (Array.isArray(value))
    return (value as readonly Json[]).map((old, i) => (String(i) === key ? changed : old));
  if (pick % 3 === 1) return { ...(value as object), [key]: changed };
  const { [key]: _gone, ...rest } = value as { [name: string]: Json };
  return pick % 2 === 0 ? rest : { ...(value as object), [`${key}x`]: by };
}

const scalars = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    '',
    'a',
    'ab',
    'QUI=',
    0,
    1,
    -1,
    1.5,
    255,
    256,
    -129,
    65_536,
    2 ** 32,
    1e39,
    [],
    {},
    [1, 1],
    { tag: 'a' },
  ),
  fc.jsonValue({ maxDepth: 1, stringUnit: 'grapheme' }) as fc.Arbitrary<Json>,
);

/** 64-bit integers as text: the schema bounds their digits, the check their value. */
function isWideText(message: string): boolean {
  return message.includes('as a decimal string') && /found "-?\d+"/.test(message);
}

describe('witToJsonSchema and checkWitValue', () => {
  const typeAndValue = witType.chain((type) => fc.tuple(fc.constant(type), valueOf(type)));

  it('both accept every value of a type', () => {
    fc.assert(
      fc.property(typeAndValue, ([type, value]) => {
        expect(checkWitValue(type, value, '')).toEqual([]);
        const validate = ajv.compile(witToJsonSchema(type));
        expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('agree on every other value', () => {
    let refused = 0;
    fc.assert(
      fc.property(typeAndValue, fc.nat(), scalars, ([type, value], pick, by) => {
        const other = mutate(value, pick, by);
        const problems = checkWitValue(type, other, '');
        fc.pre(!problems.some(({ message }) => isWideText(message)));
        if (problems.length > 0) refused++;
        expect(ajv.compile(witToJsonSchema(type))(other), JSON.stringify([problems, other])).toBe(
          problems.length === 0,
        );
      }),
      { numRuns: 400 },
    );
    expect(refused).toBeGreaterThan(50);
  });

  it('agree on whole arguments', () => {
    const params = fc.uniqueArray(fc.record({ name: fc.stringMatching(/^[a-z]{1,4}$/), type: witType }), {
      selector: ({ name }) => name,
      maxLength: 3,
    });
    const call = params.chain((fields) => fc.tuple(fc.constant(fields), valueOf({ kind: 'record', fields })));
    fc.assert(
      fc.property(call, fc.nat(), scalars, ([fields, value], pick, by) => {
        const signature = { name: 'f', params: fields };
        const validate = ajv.compile(signatureToSchema(signature).inputSchema);
        expect(checkArguments(signature, value as { [name: string]: Json })).toEqual([]);
        expect(validate(value)).toBe(true);
        const other = mutate(value, pick, by) as { [name: string]: Json };
        const problems = checkArguments(signature, other);
        fc.pre(!problems.some(({ message }) => isWideText(message)));
        expect(validate(other)).toBe(problems.length === 0);
      }),
      { numRuns: 150 },
    );
  });

  it('never throw on any value', () => {
    fc.assert(
      fc.property(witType, fc.jsonValue(), (type, value) => void checkWitValue(type, value as Json, '')),
    );
  });
});
