import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkWitValue } from '@kami/protocol';
import type { Json, WitType } from '@kami/types';
import { exportName } from '../../../src/executor/values/names.ts';
import { UnliftableValue, liftValue } from '../../../src/executor/values/lift.ts';
import { lowerValue } from '../../../src/executor/values/lower.ts';

interface Sample {
  readonly type: WitType;
  readonly value: Json;
}

const leaf: fc.Arbitrary<Sample> = fc.oneof(
  fc.boolean().map((value) => ({ type: { kind: 'bool' as const }, value })),
  fc.integer({ min: 0, max: 255 }).map((value) => ({ type: { kind: 'u8' as const }, value })),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => ({
    type: { kind: 'u64' as const },
    value: value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString(),
  })),
  fc.string().map((value) => ({ type: { kind: 'string' as const }, value })),
  fc.uint8Array().map((bytes) => ({
    type: { kind: 'list' as const, element: { kind: 'u8' as const } },
    value: Buffer.from(bytes).toString('base64'),
  })),
  fc
    .constantFrom('one', 'the-other')
    .map((value) => ({ type: { kind: 'enum' as const, names: ['one', 'the-other'] }, value })),
  fc
    .subarray(['can-read', 'can-write'])
    .map((value) => ({ type: { kind: 'flags' as const, names: ['can-read', 'can-write'] }, value })),
);

const sample: fc.Arbitrary<Sample> = fc.letrec<{ any: Sample }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('any').map(({ type, value }) => ({
      type: { kind: 'list' as const, element: type },
      value: type.kind === 'u8' ? '' : [value, value],
    })),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => ({
      type: {
        kind: 'record' as const,
        fields: [
          { name: 'first-one', type: a.type },
          { name: 'b', type: b.type },
        ],
      },
      value: { 'first-one': a.value, b: b.value },
    })),
    fc.array(tie('any')).map((all) => ({
      type: { kind: 'tuple' as const, elements: all.map(({ type }) => type) },
      value: all.map(({ value }) => value),
    })),
    tie('any').map(({ type, value }) => ({
      type: { kind: 'variant' as const, cases: [{ name: 'empty-case' }, { name: 'full', type }] },
      value: { tag: 'full', val: value },
    })),
    tie('any').map(({ type, value }) => ({
      type: { kind: 'option' as const, element: type },
      value: type.kind === 'option' ? { some: value } : value,
    })),
    tie('any').map(({ type }) => ({ type: { kind: 'option' as const, element: type }, value: null })),
    tie('any').map(({ type, value }) => ({
      type: { kind: 'result' as const, ok: type },
      value: { ok: value },
    })),
    tie('any').map(({ type }) => ({ type: { kind: 'result' as const, ok: type }, value: { err: null } })),
  ),
})).any;

describe('lowerValue and liftValue', () => {
  it('give back every value that fits its type', () => {
    fc.assert(
      fc.property(sample, ({ type, value }) => {
        expect(checkWitValue(type, value, '')).toEqual([]);
        expect(liftValue(type, lowerValue(type, value))).toEqual(value);
      }),
    );
  });

  it('take a 64-bit integer as a number or a decimal string', () => {
    expect(lowerValue({ kind: 'u64' }, 7)).toBe(7n);
    expect(lowerValue({ kind: 's64' }, '-9223372036854775808')).toBe(-(2n ** 63n));
  });

  it('throw on a value that was not checked', () => {
    expect(() => lowerValue({ kind: 'record', fields: [] }, 1)).toThrow(TypeError);
    expect(() => lowerValue({ kind: 'variant', cases: [] }, { tag: 'x' })).toThrow(TypeError);
  });

  it('refuse a number that JSON does not have', () => {
    expect(() => liftValue({ kind: 'f64' }, Number.NaN)).toThrow(UnliftableValue);
  });

  it('read typed arrays as lists', () => {
    expect(liftValue({ kind: 'list', element: { kind: 'u32' } }, Uint32Array.of(1, 2))).toEqual([1, 2]);
  });
});

describe('exportName', () => {
  it('writes kebab case as jco does', () => {
    expect(['of-s8', 'get-URL', 'HTTP-error', 'plain'].map(exportName)).toEqual([
      'ofS8',
      'getUrl',
      'httpError',
      'plain',
    ]);
  });
});
