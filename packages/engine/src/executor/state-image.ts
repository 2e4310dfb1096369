/**
 * Threat: state of one call in the next. Rule: an image holds every memory, table and mutable global of
 * an instance as it was before any call, and putting it back overwrites all of each. What cannot be put
 * back (a memory or table that has grown) is reported, and the instance is not used again.
 */
import { STATE_PREFIX } from '../prepared/expose-state.ts';
import { coreWasm, type CoreGlobal, type CoreMemory } from './core-wasm.ts';
import { sparseRuns } from './sparse-runs.ts';
import { tableImage } from './table-image.ts';

/** The state of core instances at one moment. */
export interface StateImage {
  /** Whether everything still has the size of the image. */
  fits(): boolean;
  /** Puts everything back. */
  restore(): void;
}

/**
 * Takes the image of what core instances export under {@link STATE_PREFIX}, and of the globals that the
 * glue made. Nothing when a value would not come back as it was.
 */
export function takeStateImage(
  exports: readonly Readonly<Record<string, unknown>>[],
  globals: readonly CoreGlobal[],
): StateImage | undefined {
  const holders = new Set<unknown>(globals);
  for (const table of exports)
    for (const [name, value] of Object.entries(table)) if (name.startsWith(STATE_PREFIX)) holders.add(value);
  const parts: StateImage[] = [];
  for (const holder of holders) {
    const part = partOf(holder);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return {
    fits: () => parts.every((part) => part.fits()),
    restore() {
      for (const part of parts) part.restore();
    },
  };
}

function partOf(holder: unknown): StateImage | undefined {
  if (holder instanceof coreWasm.Memory) return memoryPart(holder);
  if (holder instanceof coreWasm.Table) return tableImage(holder);
  return holder instanceof coreWasm.Global ? globalPart(holder) : undefined;
}

/** Most of a fresh memory is zero: filling costs half of copying, and the image is as small as what it holds (measured). */
function memoryPart(memory: CoreMemory): StateImage {
  const { byteLength } = memory.buffer;
  const runs = sparseRuns(new Uint8Array(memory.buffer));
  return {
    fits: () => memory.buffer.byteLength === byteLength,
    restore() {
      const bytes = new Uint8Array(memory.buffer);
      for (const { from, to, image } of runs) {
        if (image === undefined) bytes.fill(0, from, to);
        else bytes.set(image, from);
      }
    },
  };
}

/** JavaScript does not keep which NaN a number is. */
function globalPart(global: CoreGlobal): StateImage | undefined {
  const image = global.value;
  if (Number.isNaN(image)) return undefined;
  return {
    fits: () => true,
    restore() {
      global.value = image;
    },
  };
}
