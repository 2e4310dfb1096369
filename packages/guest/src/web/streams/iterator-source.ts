import type { StreamSource } from './stream-source.ts';

type Chunks<T> = AsyncIterable<T> | Iterable<T | PromiseLike<T>>;

/** What can be iterated, as the source of a stream (WHATWG Streams standard, "ReadableStreamFromIterable"). */
export function iteratorSource<T>(chunks: Chunks<T>): StreamSource<T> {
  const iterator = iteratorOf(chunks);
  return {
    pull: async (controller) => {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(await next.value);
    },
    cancel: (reason) => iterator.return?.(reason),
  };
}

function iteratorOf<T>(chunks: Chunks<T>): AsyncIterator<T> | Iterator<T | PromiseLike<T>> {
  const given: unknown = chunks;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- text is iterable, though no object
  if (typeof given === 'string') return (chunks as Iterable<T>)[Symbol.iterator]();
  if (typeof chunks === 'object' && chunks !== null) {
    if (Symbol.asyncIterator in chunks) return chunks[Symbol.asyncIterator]();
    if (Symbol.iterator in chunks) return chunks[Symbol.iterator]();
  }
  throw new TypeError('A stream is made of something that can be iterated');
}
