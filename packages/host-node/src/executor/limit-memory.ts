import { setFlagsFromString } from 'node:v8';

/**
 * Bounds every memory of this process, in pages of 64 KiB: a second wall behind the maxima that were
 * written into the core modules. To be called after all scripts are compiled: with it, V8 would reject
 * their compiled code.
 */
export function limitMemory(pages: number): void {
  setFlagsFromString(`--wasm-max-mem-pages=${Math.max(1, Math.floor(pages))}`);
}
