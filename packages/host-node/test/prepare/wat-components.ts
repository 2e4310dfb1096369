import { parse } from '@bytecodealliance/jco-transpile/wasm-tools';

/** A component with code: `add` adds, `grow` asks for pages of memory and gives the old size or the largest u32. */
export async function buildAdder(memory = '1', extra = ''): Promise<Uint8Array> {
  return parse(`(component
    (core module $m
      (memory (export "memory") ${memory}) ${extra}
      (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add)
      (func (export "grow") (param i32) (result i32) local.get 0 memory.grow))
    (core instance $i (instantiate $m))
    (func $add (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "add")))
    (func $grow (param "pages" u32) (result u32) (canon lift (core func $i "grow")))
    (export "add" (func $add))
    (export "grow" (func $grow)))`);
}
