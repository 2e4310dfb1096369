import { setFlagsFromString } from 'node:v8';

import type { CompileCore } from '@kami/engine/executor';

/** The part of the WebAssembly JavaScript Interface that is used here; Node's types do not declare it. */
declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => object };

/**
 * Compiles a core module without validating its functions, which the preparing process did (measured: 4
 * against 26 ms for a QuickJS component). V8 validates each again when it is first called, and ends the
 * process if it does not hold. The flag is taken back: another set of flags would reject compiled code.
 */
export const compileCore: CompileCore = (bytes) => {
  setFlagsFromString('--wasm-lazy-validation');
  try {
    return new WebAssembly.Module(bytes);
  } finally {
    setFlagsFromString('--no-wasm-lazy-validation');
  }
};
