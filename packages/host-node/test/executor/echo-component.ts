import { componentEmbed, componentNew, parse } from '@bytecodealliance/jco-transpile/wasm-tools';

/** Parameters beside the value: more than the canonical ABI passes flat, so that all of them lie in memory. */
const PADDING = 17;

/**
 * A component with a function `echo-N` for each of the types, which gives back what it got. Parameter and result are a
 * tuple of the value and 17 bytes: it is passed as an address, and an identity of addresses is one of values of
 * every type.
 */
export async function buildEcho(
  types: readonly string[],
  definitions: readonly string[],
): Promise<Uint8Array> {
  const padded = types.map(
    (type) => `tuple<${[type, ...Array.from({ length: PADDING }, () => 'bool')].join(', ')}>`,
  );
  const functions = padded.map((type, at) => `echo-${at}: func(value: ${type}) -> ${type};`);
  const witSource = `package test:echo; interface echo { ${definitions.join('\n')} ${functions.join('\n')} } world w { export echo; }`;
  const core = await parse(`(module
    (memory (export "memory") 1) (global $top (mut i32) (i32.const 8))
    (func (export "cabi_realloc") (param $old i32) (param $used i32) (param $align i32) (param $size i32) (result i32)
      (local $at i32)
      (local.set $at (i32.and (i32.add (global.get $top) (i32.sub (local.get $align) (i32.const 1))) (i32.sub (i32.const 0) (local.get $align))))
      (global.set $top (i32.add (local.get $at) (local.get $size)))
      (block $fits (loop $grow
        (br_if $fits (i32.le_u (global.get $top) (i32.mul (memory.size) (i32.const 65536))))
        (br_if $grow (i32.ne (memory.grow (i32.const 1)) (i32.const -1))) (unreachable)))
      (memory.copy (local.get $at) (local.get $old) (local.get $used))
      (local.get $at))
    ${types.map((_, at) => `(func (export "test:echo/echo#echo-${at}") (param i32) (result i32) (local.get 0))`).join('\n')})`);
  return componentNew(await componentEmbed({ binary: core, witSource, world: 'w' }), []);
}

/** A value as an echo function takes and gives it. */
export function padded(value: unknown): readonly unknown[] {
  return [value, ...Array.from({ length: PADDING }, () => true)];
}
