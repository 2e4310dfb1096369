import { createChunkQueue } from './chunk-queue.ts';
import { iteratorSource } from './iterator-source.ts';
import { DefaultController } from './readable-controller.ts';
import { DefaultReader } from './readable-reader.ts';
import { ReadableState } from './readable-state.ts';
import { teeSources } from './tee.ts';
import type { PipeOptions } from './pipe.ts';
import type { WritableStream } from './writable-stream.ts';
import type { QueuingStrategy, StreamReader, StreamSource } from './stream-source.ts';

/** What is added to streams by its mention. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- they are there wherever code mentions them
export interface ReadableStream<T> {
  /** Writes all that it gives into another stream. */
  pipeTo(to: WritableStream<T>, options?: PipeOptions): Promise<void>;
  /** The readable side of what it is piped into. */
  pipeThrough<O>(
    through: { readonly writable: WritableStream<T>; readonly readable: ReadableStream<O> },
    options?: PipeOptions,
  ): ReadableStream<O>;
}

/**
 * A stream of chunks: `ReadableStream` of the WHATWG Streams standard without byte streams. `pipeTo` and `pipeThrough`
 * are added where code mentions them ({@link file://./../install-pipes.ts}).
 */
export class ReadableStream<T> implements AsyncIterable<T> {
  readonly #state: ReadableState<T>;

  constructor(source: StreamSource<T> = {}, strategy: QueuingStrategy<T> = {}) {
    if (source === null || typeof source !== 'object') throw new TypeError('The source must be an object');
    if ('type' in source && source.type !== undefined)
      throw new TypeError('There are no byte streams here: leave out "type"');
    for (const name of ['start', 'pull', 'cancel'] as const)
      if (source[name] !== undefined && typeof source[name] !== 'function')
        throw new TypeError(`${name} must be a function`);
    this.#state = new ReadableState(source, createChunkQueue(strategy, 1));
    this.#state.start(new DefaultController(this.#state));
  }

  /** Whether it was read or cancelled ("is disturbed"). */
  get '~disturbed'(): boolean {
    return this.#state.disturbed;
  }

  /** A stream of what can be iterated. */
  static from<T>(chunks: AsyncIterable<T> | Iterable<T | PromiseLike<T>>): ReadableStream<T> {
    return new ReadableStream(iteratorSource(chunks), { highWaterMark: 0 });
  }

  get locked(): boolean {
    return this.#state.locked;
  }

  getReader(options?: { readonly mode?: undefined }): StreamReader<T> {
    if (options?.mode !== undefined)
      throw new TypeError('There are no byte streams here, and no reader of one');
    return new DefaultReader(this.#state);
  }

  cancel(reason?: unknown): Promise<void> {
    if (this.#state.locked) return Promise.reject(new TypeError('The stream is being read'));
    return this.#state.cancel(reason);
  }

  /** Two streams of the same chunks. */
  tee(): [ReadableStream<T>, ReadableStream<T>] {
    const [one, other] = teeSources(this.getReader());
    return [new ReadableStream(one), new ReadableStream(other)];
  }

  async *values(options: { readonly preventCancel?: boolean } = {}): AsyncGenerator<T, void, void> {
    const reader = this.getReader();
    let over = options.preventCancel === true;
    try {
      for (;;) {
        const next = await reader.read();
        if (next.done) over = true;
        if (next.done) return;
        yield next.value;
      }
    } catch (error) {
      over = true;
      throw error;
    } finally {
      if (!over) await reader.cancel();
      reader.releaseLock();
    }
  }

  [Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    return this.values();
  }

  get [Symbol.toStringTag](): string {
    return 'ReadableStream';
  }
}
