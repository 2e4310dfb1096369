import { parse } from '@bytecodealliance/jco-transpile/wasm-tools';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { exposeState, STATE_PREFIX } from '@kami/engine';

/** The part of the WebAssembly JavaScript Interface that is used here. */
declare const WebAssembly: {
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly Module: {
    new (bytes: Uint8Array): object;
    exports(module: object): readonly { readonly name: string; readonly kind: string }[];
  };
};

let whole: Uint8Array;
beforeAll(async () => {
  whole = await parse(`(module
    (import "a" "f" (func)) (import "a" "g" (global i32)) (import "a" "m" (memory 1)) (import "a" "t" (table 1 funcref))
    (table $own 2 funcref) (table 1 externref) (memory 1) (memory (export "seen") 1)
    (global (mut i32) (i32.const -5)) (global i64 (i64.const 7)) (global (mut i64) (i64.const -1))
    (global (mut f32) (f32.const 1)) (global (mut f64) (f64.const 1)) (global (mut funcref) (ref.func $f))
    (global (mut externref) (ref.null extern)) (global (mut i32) (i32.add (global.get 0) (i32.const 1)))
    (export "f" (func $f)) (start $f)
    (elem (table $own) (i32.const 0) func $f) (elem declare func $f) (elem func)
    (data (i32.const 0) "x") (data (memory 1) (i32.const 0) "y") (data "")
    (func $f (drop (ref.func $f))))`);
});

function stateOf(module: Uint8Array | undefined): readonly string[] {
  if (module === undefined) throw new Error('not exposed');
  return WebAssembly.Module.exports(new WebAssembly.Module(module)).flatMap(({ name, kind }) =>
    name.startsWith(STATE_PREFIX) ? [`${kind} ${name.slice(STATE_PREFIX.length)}`] : [],
  );
}

describe('exposeState', () => {
  it('exports every memory, table and mutable global, and keeps the other exports', () => {
    const exposed = exposeState(whole);
    expect(stateOf(exposed)).toEqual([
      'memory memories/1',
      'memory memories/2',
      'table tables/1',
      'table tables/2',
      'global globals/1',
      'global globals/3',
      'global globals/4',
      'global globals/5',
      'global globals/6',
      'global globals/7',
      'global globals/8',
    ]);
    const names = WebAssembly.Module.exports(new WebAssembly.Module(exposed ?? whole)).map(
      ({ name }) => name,
    );
    expect(names.slice(0, 2)).toEqual(['seen', 'f']);
  });

  it.each([
    ['has no exports', '(module (memory 1) (func $f) (start $f))', ['memory memories/0']],
    ['has memory alone', '(module (memory 1))', ['memory memories/0']],
    ['has no state', '(module (func (export "f")))', []],
    [
      'has exports and data',
      '(module (memory (export "m") 1) (data (i32.const 0) "a"))',
      ['memory memories/0'],
    ],
  ])('serves a module that %s', async (_what, text, expected) => {
    expect(stateOf(exposeState(await parse(text)))).toEqual(expected);
  });

  it.each([
    ['a vector global', '(global (mut v128) (v128.const i64x2 0 0))'],
    ['an exception global', '(global (mut exnref) (ref.null exn))'],
    ['a typed function global', '(type $t (func)) (global (mut (ref null $t)) (ref.null $t))'],
    ['a table of exceptions', '(table 1 exnref)'],
    ['a table with an initial value', '(func $f) (elem declare func $f) (table 1 funcref (ref.func $f))'],
    ['data that can be dropped', '(memory 1) (data "x")'],
    ['elements that can be dropped', '(func $f) (elem func $f)'],
    ['expressions that can be dropped', '(func $f) (elem funcref (ref.func $f))'],
    ['the name of a part of its state', `(func (export "${STATE_PREFIX}memories/0"))`],
  ])('leaves a module with %s as it is', async (_what, text) => {
    expect(exposeState(await parse(`(module ${text})`))).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 }),
        fc.nat(whole.length),
        (flips, end) => {
          const bytes = whole.slice(0, end);
          for (const [at, value] of flips) if (at < end) bytes[at] = value;
          const exposed = exposeState(bytes);
          return exposed === undefined || exposed.length >= bytes.length;
        },
      ),
      { numRuns: 2000 },
    );
  });
});
