import * as fc from 'fast-check';
import type { Json } from '@kami/types';
import type { Dice } from './random-program.ts';

/** A WIT type as text, with the values that it has as JSON. */
export interface RandomType {
  readonly wit: string;
  readonly value: fc.Arbitrary<Json>;
  /** Whether it is an `option`, whose absence inside another `option` needs a tag. */
  readonly isOption?: true;
}

/** Makes random types; those with names of their own are gathered in `definitions`. */
export interface TypeWriter {
  readonly definitions: readonly string[];
  /** A type of at most `depth` types inside each other. */
  write(depth: number): RandomType;
}

const text = fc.string({ unit: 'binary' });
const wide = (min: bigint, max: bigint): fc.Arbitrary<Json> =>
  fc
    .bigInt({ min, max })
    .map((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()));
const integer = (bits: number, signed: boolean): fc.Arbitrary<Json> =>
  signed
    ? fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 })
    : fc.integer({ min: 0, max: 2 ** bits - 1 });
/** JSON text has no sign on a zero that is an integer. */
const unsignedZero = (value: number): number => (value === 0 ? 0 : value);
const finite = { noNaN: true, noDefaultInfinity: true } as const;

const PRIMITIVES: readonly RandomType[] = [
  { wit: 'bool', value: fc.boolean() },
  { wit: 's8', value: integer(8, true) },
  { wit: 'u8', value: integer(8, false) },
  { wit: 's16', value: integer(16, true) },
  { wit: 'u16', value: integer(16, false) },
  { wit: 's32', value: integer(32, true) },
  { wit: 'u32', value: integer(32, false) },
  { wit: 's64', value: wide(-(2n ** 63n), 2n ** 63n - 1n) },
  { wit: 'u64', value: wide(0n, 2n ** 64n - 1n) },
  { wit: 'f32', value: fc.float(finite).map(unsignedZero) },
  { wit: 'f64', value: fc.double(finite).map(unsignedZero) },
  { wit: 'char', value: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
  { wit: 'string', value: text },
  { wit: 'list<u8>', value: fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64')) },
];
/** Sizes of enums, variants and flags around those where the canonical ABI takes a wider discriminant. */
const SIZES = [1, 2, 3, 8, 9, 16, 17, 32, 255, 256, 257];
const MAX_FLAGS = 32;

/** Makes a writer of random types. */
export function createTypeWriter(dice: Dice): TypeWriter {
  const definitions: string[] = [];
  const pick = <T>(from: readonly [T, ...T[]] | readonly T[], otherwise: T): T =>
    from[dice.below(from.length)] ?? otherwise;
  const [bool] = PRIMITIVES;
  const primitive = (): RandomType => pick(PRIMITIVES, bool ?? { wit: 'bool', value: fc.boolean() });
  const define = (kind: string, body: string): string => {
    const name = `${kind}-${definitions.length}`;
    definitions.push(`${kind} ${name} { ${body} }`);
    return name;
  };
  const names = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, at) => `n${at}-Ab`.replace('Ab', at % 3 === 0 ? 'URL' : 'ab'));
  const makers: readonly ((depth: number) => RandomType)[] = [
    (depth) => list(write(depth)),
    (depth) => option(write(depth)),
    (depth) => tuple(many(depth)),
    (depth) => record(many(depth)),
    (depth) => variant(depth),
    (depth) => result(write(depth), write(depth)),
    () => {
      const cases = names(pick(SIZES, 1));
      return { wit: define('enum', cases.join(', ')), value: fc.constantFrom(...cases) };
    },
    () => {
      const flags = names(Math.min(pick(SIZES, 1), MAX_FLAGS));
      return { wit: define('flags', flags.join(', ')), value: fc.subarray([...flags]) };
    },
  ];

  function many(depth: number): readonly RandomType[] {
    return Array.from({ length: 1 + dice.below(4) }, () => write(depth));
  }
  function list(element: RandomType): RandomType {
    return element.wit === 'u8'
      ? list(primitive())
      : { wit: `list<${element.wit}>`, value: fc.array(element.value, { maxLength: 4 }) };
  }
  function option(element: RandomType): RandomType {
    const some = element.isOption ? element.value.map((value) => ({ some: value })) : element.value;
    return { wit: `option<${element.wit}>`, value: fc.option(some), isOption: true };
  }
  function tuple(elements: readonly RandomType[]): RandomType {
    return {
      wit: `tuple<${elements.map(({ wit }) => wit).join(', ')}>`,
      value: fc.tuple(...elements.map(({ value }) => value)),
    };
  }
  function record(types: readonly RandomType[]): RandomType {
    const fields = names(types.length).map((name, at) => [name, types[at] ?? primitive()] as const);
    return {
      wit: define('record', fields.map(([name, { wit }]) => `${name}: ${wit}`).join(', ')),
      value: fc.record(Object.fromEntries(fields.map(([name, { value }]) => [name, value]))),
    };
  }
  function variant(depth: number): RandomType {
    const cases = names(pick(SIZES, 1)).map((tag, at) => ({
      tag,
      type: at < 4 && dice.below(3) > 0 ? write(depth) : undefined,
    }));
    const values = cases.map(
      ({ tag, type }) => type?.value.map((val) => ({ tag, val })) ?? fc.constant({ tag }),
    );
    return {
      wit: define(
        'variant',
        cases.map(({ tag, type }) => (type === undefined ? tag : `${tag}(${type.wit})`)).join(', '),
      ),
      value: fc.oneof(...values),
    };
  }
  function result(good: RandomType, bad: RandomType): RandomType {
    return {
      wit: `result<${good.wit}, ${bad.wit}>`,
      value: fc.oneof(
        good.value.map((ok) => ({ ok })),
        bad.value.map((err) => ({ err })),
      ),
    };
  }
  function write(depth: number): RandomType {
    if (depth <= 1 || dice.below(4) === 0) return primitive();
    return (makers[dice.below(makers.length)] ?? primitive)(depth - 1);
  }
  return { definitions, write };
}
