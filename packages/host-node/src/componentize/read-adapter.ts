import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { err, ok, type KamiError, type Preview1Adapter, type Result } from '@kami/types';

import { translateError } from '../source/translate-error.ts';

/** An adapter for WASI preview 1: a module, or its text with the WIT of what it imports. */
export interface Adapter {
  readonly bytes: Uint8Array;
  readonly wit?: string;
}

/** In the import section of every module that a C library for WASI preview 1, Go or Rust made. */
const PREVIEW1 = 'wasi_snapshot_preview1';

/** Reads the adapter of this name from the folder of adapters; no bytes where the module does not ask for one. */
export function readAdapter(
  core: Uint8Array,
  folder: string,
  name: Preview1Adapter,
): Result<Adapter, KamiError> {
  if (!Buffer.from(core.buffer, core.byteOffset, core.length).includes(PREVIEW1))
    return ok({ bytes: new Uint8Array() });
  try {
    if (name === 'full') return ok({ bytes: readFileSync(join(folder, 'full.wasm')) });
    const wit = readFileSync(join(folder, 'minimal.wit'), 'utf8');
    return ok({ bytes: readFileSync(join(folder, 'minimal.wat')), wit });
  } catch (cause) {
    return err(translateError(folder, cause));
  }
}
