import fc from 'fast-check';
import type { Json, WitField, WitType } from '@kami/types';
import { INTEGER_RANGES, MAX_F32 } from '../../src/index.ts';

const kebab = fc.stringMatching(/^[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4})?$/);
const names = fc.uniqueArray(kebab, { minLength: 1, maxLength: 4 });
const integers = ['s8', 'u8', 's16', 'u16', 's32', 'u32', 's64', 'u64'] as const;
const primitives = ['bool', ...integers, 'f32', 'f64', 'char', 'string'] as const;

/** Any value type that has a JSON form, three levels deep at most. */
export const witType: fc.Arbitrary<WitType> = fc.letrec<{ type: WitType; field: WitField }>((tie) => ({
  field: fc.record({ name: kebab, type: tie('type') }),
  type: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ kind: fc.constantFrom(...primitives) }),
    fc.record({ kind: fc.constantFrom('enum', 'flags'), names }),
    fc.record({ kind: fc.constant('list'), element: tie('type') }),
    fc.record({ kind: fc.constant('list'), element: tie('type'), length: fc.nat({ max: 4 }) }),
    fc.record({ kind: fc.constant('option'), element: tie('type') }),
    fc.record({
      kind: fc.constant('tuple'),
      elements: fc.array(tie('type'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('record'),
      fields: fc.uniqueArray(tie('field'), { selector: ({ name }) => name, minLength: 1, maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constant('variant'),
      cases: fc.uniqueArray(
        fc.oneof(
          tie('field'),
          kebab.map((name) => ({ name })),
        ),
        {
          selector: ({ name }) => name,
          minLength: 1,
          maxLength: 4,
        },
      ),
    }),
    fc.record({ kind: fc.constant('result'), ok: tie('type'), err: tie('type') }, { requiredKeys: ['kind'] }),
  ) as fc.Arbitrary<WitType>,
})).type;

const text = fc.string({ unit: 'grapheme', maxLength: 6 });

/** Any JSON value of a type. */
export function valueOf(type: WitType): fc.Arbitrary<Json> {
  switch (type.kind) {
    case 'bool':
      return fc.boolean();
    case 'f32':
      return fc.float({ noNaN: true, noDefaultInfinity: true, min: -MAX_F32, max: MAX_F32 });
    case 'f64':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'char':
      return fc.string({ unit: 'binary', minLength: 1, maxLength: 1 });
    case 'string':
      return text;
    case 'list':
      return type.element.kind === 'u8'
        ? fc.uint8Array(exactly(type.length)).map((bytes) => Buffer.from(bytes).toString('base64'))
        : fc.array(valueOf(type.element), exactly(type.length));
    case 'record':
      return fc.record(Object.fromEntries(type.fields.map((field) => [field.name, valueOf(field.type)])), {
        requiredKeys: type.fields.filter((field) => field.type.kind !== 'option').map(({ name }) => name),
      });
    case 'tuple':
      return fc.tuple(...type.elements.map(valueOf));
    case 'variant':
      return fc.oneof(
        ...type.cases.map((one) =>
          fc.record({ tag: fc.constant(one.name), ...(one.type && { val: valueOf(one.type) }) }),
        ),
      ) as fc.Arbitrary<Json>;
    case 'enum':
      return fc.constantFrom(...type.names);
    case 'flags':
      return fc.subarray([...type.names]);
    case 'option':
      return fc.oneof(
        fc.constant(null),
        type.element.kind === 'option' ? fc.record({ some: valueOf(type.element) }) : valueOf(type.element),
      );
    case 'result':
      return fc.oneof(
        fc.record({ ok: orNull(type.ok) }),
        fc.record({ err: orNull(type.err) }),
      ) as fc.Arbitrary<Json>;
    case 'unsupported':
      throw new Error('no value has this type');
    default:
      return integerOf(type.kind);
  }
}

function integerOf(kind: (typeof integers)[number]): fc.Arbitrary<Json> {
  const { min, max } = INTEGER_RANGES[kind];
  const wide = kind === 's64' || kind === 'u64';
  return fc.bigInt(min, max).map((n) => (wide && !Number.isSafeInteger(Number(n)) ? String(n) : Number(n)));
}

function orNull(type: WitType | undefined): fc.Arbitrary<Json> {
  return type === undefined ? fc.constant(null) : valueOf(type);
}

function exactly(length: number | undefined): { minLength: number; maxLength: number } {
  return length === undefined ? { minLength: 0, maxLength: 3 } : { minLength: length, maxLength: length };
}
