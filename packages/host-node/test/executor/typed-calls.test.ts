import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '@kami/types';
import { LOAD, jobOf } from './orders.ts';
import { preparedGuest } from './prepared-guest.ts';
import { payloadOf, resultOf, runOrders, type Run } from './scripted-host.ts';

let prepared: Uint8Array;
beforeAll(async () => {
  prepared = await preparedGuest('all-types');
});

function callAll(jobs: readonly (readonly [tool: string, args: object])[]): Run {
  const orders = jobs.map(([tool, args], index) => ({
    kind: 'job' as const,
    id: index + 1,
    header: jobOf(tool),
    body: new TextEncoder().encode(JSON.stringify(args)),
  }));
  return runOrders([{ kind: 'load', id: 0, header: LOAD, body: prepared }, ...orders]);
}

const integer = (min: number, max: number): fc.Arbitrary<Json> => fc.integer({ min, max });
const wide = (min: bigint, max: bigint): fc.Arbitrary<Json> =>
  fc
    .bigInt({ min, max })
    .map((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()));
const point = fc.record({ x: integer(-(2 ** 31), 2 ** 31 - 1), y: integer(-5, 5) });
const word = fc.string({ unit: 'grapheme' });
const person = fc.record({
  'full-name': word,
  age: fc.option(integer(0, 255)),
  tags: fc.array(word),
  home: point,
});
const double = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .map((value) => (Object.is(value, -0) ? 0 : value));

const VALUES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'of-bool': fc.boolean(),
  'of-s8': integer(-128, 127),
  'of-u8': integer(0, 255),
  'of-s16': integer(-32_768, 32_767),
  'of-u16': integer(0, 65_535),
  'of-s32': integer(-(2 ** 31), 2 ** 31 - 1),
  'of-u32': integer(0, 2 ** 32 - 1),
  'of-s64': wide(-(2n ** 63n), 2n ** 63n - 1n),
  'of-u64': wide(0n, 2n ** 64n - 1n),
  'of-f32': fc.integer({ min: -1000, max: 1000 }).map((value) => value / 4),
  'of-f64': double,
  'of-char': fc.constantFrom('a', 'ß', '語', '🙂'),
  'of-string': word,
  'of-list': fc.array(word),
  'of-bytes': fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64')),
  'of-nested-list': fc.array(fc.array(integer(-9, 9))),
  'of-record': person,
  'of-tuple': fc.tuple(word, integer(0, 9), fc.boolean()),
  'of-variant': fc.oneof(
    fc.constant({ tag: 'empty' }),
    double.map((val) => ({ tag: 'circle', val })),
    fc.array(point).map((val) => ({ tag: 'polygon', val })),
    person.map((val) => ({ tag: 'named', val })),
  ),
  'of-enum': fc.constantFrom('red', 'dark-green', 'blue'),
  'of-flags': fc.subarray(['read', 'write', 'execute']),
  'of-option': fc.option(word),
  'of-nested-option': fc.oneof(
    fc.constant(null),
    fc.option(integer(0, 9)).map((some) => ({ some })),
  ),
  'of-nested-result': fc.array(
    fc.oneof(
      integer(0, 9).map((ok) => ({ ok })),
      word.map((err) => ({ err })),
    ),
  ),
};

describe('calls of typed exports', () => {
  it.each(Object.keys(VALUES))('%s gives back what it got', (tool) => {
    const arbitrary = VALUES[tool] ?? fc.constant(null);
    fc.assert(
      fc.property(fc.array(arbitrary, { minLength: 1, maxLength: 5 }), (values) => {
        const run = callAll(values.map((value) => [tool, { value }] as const));
        const results = run.messages.filter(({ kind }) => kind === 'result');
        expect(results.map((message) => payloadOf({ ...run, messages: [message] }).structured)).toEqual(
          values.map((result) => ({ result })),
        );
      }),
      { numRuns: 10 },
    );
  });

  it('maps the outermost result to success or failure', () => {
    expect(payloadOf(callAll([['of-result', { value: { ok: 'x' } }]]))).toMatchObject({
      structured: { result: 'x' },
      isError: false,
    });
    expect(payloadOf(callAll([['of-result', { value: { err: 'red' } }]]))).toEqual({
      content: [{ type: 'text', text: 'red' }],
      isError: true,
    });
  });

  it('gives null for nothing, takes options that are left out, and finds root exports', () => {
    expect(payloadOf(callAll([['of-nothing', {}]])).structured).toEqual({ result: null });
    expect(payloadOf(callAll([['of-several', { first: 'a', third: [] }]])).structured).toHaveProperty(
      'result',
    );
    expect(payloadOf(callAll([['at-root', { value: 'a' }]])).structured).toEqual({ result: 'a' });
  });

  it('names each argument that does not fit, and does not call', () => {
    expect(resultOf(callAll([['of-u8', { value: 300 }]])).problems).toEqual([
      { path: '/value', message: 'expected an integer from 0 to 255, found 300' },
    ]);
    expect(resultOf(callAll([['of-u8', {}]])).problems).toMatchObject([{ path: '/value' }]);
  });
});
