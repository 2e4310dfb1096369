import { cachedDataVersionTag } from 'node:v8';
import { describe, expect, it } from 'vitest';

import { parse } from '@bytecodealliance/jco-transpile/wasm-tools';

import { compileCore } from '../../src/executor/compile-core.ts';

declare const WebAssembly: {
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly Instance: new (module: object) => { readonly exports: { readonly seven: () => number } };
};

describe('compileCore', () => {
  it('compiles a core module that runs', async () => {
    const bytes = await parse('(module (func (export "seven") (result i32) i32.const 7))');
    expect(new WebAssembly.Instance(compileCore(bytes)).exports.seven()).toBe(7);
  });

  it('leaves validating functions to V8, for this module only', async () => {
    const invalid = await parse('(module (func (result i32) i64.const 7))');
    const before = cachedDataVersionTag();
    expect(() => compileCore(invalid)).not.toThrow();
    expect(WebAssembly.validate(invalid)).toBe(false);
    expect(cachedDataVersionTag()).toBe(before);
  });

  it('refuses what is no module, and takes its flag back', () => {
    expect(() => compileCore(Uint8Array.of(1, 2, 3))).toThrow('WebAssembly.Module');
  });
});
