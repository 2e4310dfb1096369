import type { StreamController, StreamRead, StreamReader, StreamSource } from './stream-source.ts';

/**
 * A stream of chunks: the part of `ReadableStream` (WHATWG Streams standard) that reading needs. It pulls when it is read
 * and no earlier; there are no byte streams, pipes and tees.
 */
export class ReadableStream<T> implements AsyncIterable<T> {
  readonly #source: StreamSource<T>;
  readonly #controller: StreamController<T>;
  #chunks: T[] = [];
  #state: 'open' | 'closed' | 'failed' = 'open';
  #reason: unknown;
  #waiting: (() => void)[] = [];
  #gave = false;
  #started: Promise<unknown> | undefined;
  #pulling = false;
  #locked = false;

  constructor(source: StreamSource<T> = {}) {
    this.#source = source;
    this.#controller = {
      enqueue: (chunk) => {
        if (this.#state !== 'open') throw new TypeError('The stream is closed');
        this.#chunks.push(chunk);
        this.#gave = true;
        this.#wake();
      },
      close: () => this.#end('closed'),
      error: (reason) => this.#end('failed', reason),
    };
    const begun = source.start?.(this.#controller);
    if (begun !== undefined) this.#started = Promise.resolve(begun);
    this.#started?.catch((reason: unknown) => this.#end('failed', reason));
  }

  /** A stream of what can be iterated. */
  static from<T>(chunks: AsyncIterable<T> | Iterable<T>): ReadableStream<T> {
    const iterator =
      Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
    return new ReadableStream<T>({
      pull: async (controller) => {
        const next = await iterator.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: () => iterator.return?.(),
    });
  }

  get locked(): boolean {
    return this.#locked;
  }

  getReader(): StreamReader<T> {
    if (this.#locked) throw new TypeError('The stream is being read already');
    this.#locked = true;
    return {
      read: () => this.#read(),
      cancel: (reason) => this.#cancel(reason),
      releaseLock: () => {
        this.#locked = false;
      },
    };
  }

  async cancel(reason?: unknown): Promise<void> {
    if (this.#locked) throw new TypeError('The stream is being read');
    await this.#cancel(reason);
  }

  async *values(): AsyncGenerator<T, void, void> {
    const reader = this.getReader();
    let over = false;
    try {
      for (;;) {
        const next = await reader.read();
        over = next.done;
        if (next.done) return;
        yield next.value;
      }
    } finally {
      if (!over) await reader.cancel();
      reader.releaseLock();
    }
  }

  [Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    return this.values();
  }

  async #read(): Promise<StreamRead<T>> {
    await this.#started;
    for (;;) {
      for (const value of this.#chunks.splice(0, 1)) return { done: false, value };
      if (this.#state === 'failed') throw this.#reason;
      if (this.#state === 'closed') return { done: true, value: undefined };
      if (!this.#pulling) this.#pull();
      await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    }
  }

  /** Asks the source once, and later, so that the read that asks is waiting before anything comes. */
  #pull(): void {
    this.#pulling = true;
    this.#gave = false;
    Promise.resolve()
      .then(() => this.#source.pull?.(this.#controller))
      .then(
        () => this.#pulled(),
        (reason: unknown) => {
          this.#end('failed', reason);
          this.#pulled();
        },
      );
  }

  /** Reads that got nothing of what the source gave ask again. */
  #pulled(): void {
    this.#pulling = false;
    if (this.#gave) this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async #cancel(reason: unknown): Promise<void> {
    if (this.#state !== 'open') return;
    this.#chunks = [];
    this.#end('closed');
    await this.#source.cancel?.(reason);
  }

  #end(state: 'closed' | 'failed', reason?: unknown): void {
    if (this.#state !== 'open') return;
    this.#state = state;
    this.#reason = reason;
    this.#wake();
  }
}
