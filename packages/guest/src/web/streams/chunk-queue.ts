import type { QueuingStrategy } from './stream-source.ts';

/** Chunks with their sizes (WHATWG Streams standard, section 8.1). */
export interface ChunkQueue<T> {
  readonly length: number;
  /** How much more it takes. */
  readonly room: number;
  /** Throws what the size function throws, and `RangeError` where it gives no size. */
  sizeOf(chunk: T): number;
  push(chunk: T, size: number): void;
  first(): T | undefined;
  shift(): T | undefined;
  clear(): void;
}

/** Makes a queue by a strategy; throws `RangeError` for a high water mark that is none. */
export function createChunkQueue<T>(strategy: QueuingStrategy<T>, highWaterMark: number): ChunkQueue<T> {
  const mark = strategy.highWaterMark === undefined ? highWaterMark : Number(strategy.highWaterMark);
  if (Number.isNaN(mark) || mark < 0) throw new RangeError(`${mark} is no high water mark`);
  const { size } = strategy;
  if (size !== undefined && typeof size !== 'function') throw new TypeError('size must be a function');
  let entries: { readonly chunk: T; readonly size: number }[] = [];
  let total = 0;
  return {
    get length() {
      return entries.length;
    },
    get room() {
      return mark - total;
    },
    sizeOf: (chunk) => {
      const measured = size === undefined ? 1 : Number(size(chunk));
      if (!(measured >= 0 && measured < Infinity)) throw new RangeError(`${measured} is no size of a chunk`);
      return measured;
    },
    push: (chunk, measured) => {
      entries.push({ chunk, size: measured });
      total += measured;
    },
    first: () => entries[0]?.chunk,
    shift: () => {
      const entry = entries.shift();
      total = Math.max(0, total - (entry?.size ?? 0));
      return entry?.chunk;
    },
    clear: () => {
      entries = [];
      total = 0;
    },
  };
}
