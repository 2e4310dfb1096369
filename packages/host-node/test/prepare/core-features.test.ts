import { parse } from '@bytecodealliance/jco-transpile/wasm-tools';
import { inspectCoreModule } from '@kami/engine';
import { describe, expect, it } from 'vitest';
import { prepareComponent } from '../../src/prepare/prepare-component.ts';

declare const WebAssembly: { readonly validate: (bytes: Uint8Array) => boolean };

/** A component around a core module with these parts. */
async function component(parts: string): Promise<Uint8Array> {
  return parse(`(component
    (core module $m (func (export "run") (result i32) i32.const 1) ${parts})
    (core instance $c (instantiate $m))
    (func (export "run") (result u32) (canon lift (core func $c "run"))))`);
}

const REFUSED: Readonly<Record<string, readonly [parts: string, reason: string]>> = {
  'a shared memory': ['(memory 1 2 shared)', 'shared memory'],
  'a 64-bit memory': ['(memory i64 1)', '64-bit memory'],
  'a 64-bit table': ['(table i64 1 funcref)', '64-bit table'],
  'a structure type': ['(type (struct (field i32)))', 'garbage-collected'],
  'an array type': ['(type (array (mut i8)))', 'garbage-collected'],
  'a recursive group of types': ['(rec (type (func)) (type (func)))', 'garbage-collected'],
  'a local of i31': ['(func (local i31ref))', 'garbage-collected'],
  'a boxed integer': ['(func (drop (ref.i31 (i32.const 1))))', 'garbage-collected'],
  'relaxed multiplication and addition': [
    '(func (param v128) (result v128) (f32x4.relaxed_madd (local.get 0) (local.get 0) (local.get 0)))',
    'relaxed SIMD',
  ],
  'a relaxed swizzle': [
    '(func (param v128) (result v128) (i8x16.relaxed_swizzle (local.get 0) (local.get 0)))',
    'relaxed SIMD',
  ],
  'a relaxed dot product behind other instructions': [
    `(memory 1) (func (param v128) (result v128) (block $out (br_table $out $out (i32.const 0)))
      (i64.store offset=70000 (i32.const 0) (i64.const -1)) (drop (f64.const 1)) (drop (v128.const i64x2 1 2))
      (drop (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 (local.get 0) (local.get 0)))
      (drop (v128.load8_lane offset=3 5 (i32.const 0) (local.get 0)))
      (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get 0) (local.get 0) (local.get 0)))`,
    'relaxed SIMD',
  ],
  exceptions: ['(tag $e) (func (throw $e))', 'uses exceptions of WebAssembly'],
  'a wide addition': [
    '(func (param i64 i64 i64 i64) (result i64 i64) (i64.add128 (local.get 0) (local.get 1) (local.get 2) (local.get 3)))',
    'unknown instruction',
  ],
};

const TAKEN: Readonly<Record<string, string>> = {
  'several memories':
    '(memory 1) (memory $b 1) (func (drop (i32.load $b offset=4 (i32.const 0))) (memory.copy $b 0 (i32.const 0) (i32.const 0) (i32.const 1)))',
  'fixed-width SIMD':
    '(memory 1) (func (param v128) (drop (i32x4.extract_lane 1 (i32x4.add (local.get 0) (v128.load (i32.const 0))))) (drop (i16x8.replace_lane 7 (local.get 0) (i32.const 1))) (v128.store16_lane 2 (i32.const 0) (local.get 0)) (drop (v128.load32_zero (i32.const 0))) (drop (v128.any_true (v128.const i32x4 1 2 3 4))))',
  'tail calls':
    '(type $t (func)) (table 1 funcref) (func $f (return_call $f)) (func (return_call_indirect (type $t) (i32.const 0)))',
  'references to functions':
    '(type $t (func)) (func $f (type $t)) (elem declare func $f) (func (call_ref $t (ref.func $f))) (func (param funcref) (block $n (br_if $n (ref.is_null (local.get 0)))) (drop (ref.as_non_null (local.get 0))) (drop (select (result funcref) (ref.null func) (local.get 0) (i32.const 1))))',
  'bulk memory and tables':
    '(memory 1) (table $t 2 funcref) (data $d "ab") (elem $e func) (func (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1)) (data.drop $d) (memory.fill (i32.const 0) (i32.const 1) (i32.const 2)) (table.init $t $e (i32.const 0) (i32.const 0) (i32.const 0)) (elem.drop $e) (table.copy (i32.const 0) (i32.const 0) (i32.const 0)) (drop (table.grow $t (ref.null func) (i32.const 1))) (table.fill $t (i32.const 0) (ref.null func) (i32.const 0)) (drop (table.size $t)) (table.set $t (i32.const 0) (table.get $t (i32.const 1))))',
  'atomics on a memory that is not shared':
    '(memory 1) (func (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1))) (atomic.fence))',
  'conversions that do not trap, and sign extension':
    '(func (param f64) (drop (i32.trunc_sat_f64_s (local.get 0))) (drop (i64.extend8_s (i64.const 1))))',
};

describe('features of core modules', () => {
  it.each(Object.entries(REFUSED))('%s is refused with the reason', async (_what, [parts, reason]) => {
    const prepared = await prepareComponent(await component(parts), { maxMemoryMb: 64 });
    expect(prepared).toMatchObject({ ok: false, error: { code: 'KAMI_COMPONENT_INVALID' } });
    expect(prepared.ok ? '' : prepared.error.message).toContain(reason);
  });

  it.each(Object.entries(TAKEN))('%s: what V8 runs by default is taken', async (_what, parts) => {
    const core = await parse(`(module ${parts})`);
    expect(WebAssembly.validate(core)).toBe(true);
    expect(inspectCoreModule(core)).toMatchObject({ ok: true });
    expect(await prepareComponent(await component(parts), { maxMemoryMb: 64 })).toMatchObject({ ok: true });
  });

  it('exceptions in code are read in both their forms: it is the transpiler that does not take them', async () => {
    const current = await parse(`(module (tag $e (param i32))
      (func (result i32) (block $caught (result i32) (try_table (catch $e $caught) (throw $e (i32.const 1))) (i32.const 2)))
      (func (block $all (result exnref) (try_table (catch_all_ref $all)) (return)) (throw_ref)))`);
    expect(inspectCoreModule(current)).toMatchObject({ ok: true });
    // (module (tag) (func try (throw 0) catch 0 catch_all end))
    const core = Uint8Array.fromHex(
      '0061736d01000000010401600000030201000d030100000a0c010a00064008000700190b0b',
    );
    expect(WebAssembly.validate(core)).toBe(true);
    expect(inspectCoreModule(core)).toMatchObject({ ok: true });
  });
});
