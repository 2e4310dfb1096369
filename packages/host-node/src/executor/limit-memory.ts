import { setEngineFlag } from './engine-flags.ts';

/**
 * Bounds every memory of this process, in pages of 64 KiB: a second wall behind the maxima that were
 * written into the core modules. To be called after all scripts are compiled: with it, V8 would reject
 * their compiled code.
 */
export function limitMemory(pages: number): void {
  setEngineFlag(`--wasm-max-mem-pages=${Math.max(1, Math.floor(pages))}`);
}
