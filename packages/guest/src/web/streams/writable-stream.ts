import { createChunkQueue } from './chunk-queue.ts';
import { DefaultWriter } from './writable-writer.ts';
import { WritableState } from './writable-state.ts';
import type { Written } from './writable-core.ts';
import type { QueuingStrategy } from './stream-source.ts';
import type { StreamSink, StreamWriter } from './stream-sink.ts';

/** A stream that chunks are written to (WHATWG Streams standard, section 5.2); its controller has no `signal`. */
export class WritableStream<T> {
  readonly #state: WritableState<T>;

  constructor(sink: StreamSink<T> = {}, strategy: QueuingStrategy<T> = {}) {
    if (sink === null || typeof sink !== 'object') throw new TypeError('The sink must be an object');
    if ('type' in sink && sink.type !== undefined) throw new RangeError('A sink has no type');
    for (const name of ['start', 'write', 'close', 'abort'] as const)
      if (sink[name] !== undefined && typeof sink[name] !== 'function')
        throw new TypeError(`${name} must be a function`);
    const { highWaterMark, size } = strategy;
    this.#state = new WritableState(
      sink,
      createChunkQueue(
        {
          ...(highWaterMark !== undefined && { highWaterMark }),
          ...(size !== undefined && { size: ({ chunk }: Written<T>) => size(chunk) }),
        },
        1,
      ),
    );
  }

  get locked(): boolean {
    return this.#state.locked;
  }

  getWriter(): StreamWriter<T> {
    return new DefaultWriter(this.#state);
  }

  close(): Promise<undefined> {
    return this.#state.locked ? Promise.reject(busy()) : this.#state.close();
  }

  abort(reason?: unknown): Promise<undefined> {
    return this.#state.locked ? Promise.reject(busy()) : this.#state.abort(reason);
  }

  get [Symbol.toStringTag](): string {
    return 'WritableStream';
  }
}

function busy(): TypeError {
  return new TypeError('The stream is being written to');
}
