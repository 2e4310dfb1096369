import { attempt } from './deferred.ts';
import type { ChunkQueue } from './chunk-queue.ts';
import type { StreamController, StreamRead, StreamSource } from './stream-source.ts';

/** Somebody who reads and waits. */
interface ReadRequest<T> {
  readonly resolve: (read: StreamRead<T>) => void;
  readonly reject: (reason: unknown) => void;
}

/** Learns how the stream ended, once. */
type Ended = { readonly closed: () => void; readonly failed: (reason: unknown) => void };

/** What a `ReadableStream`, its controller and its reader share (WHATWG Streams standard, section 4.9). */
export class ReadableState<T> {
  state: 'readable' | 'closed' | 'errored' = 'readable';
  reason: unknown;
  locked = false;
  /** Whether it was read or cancelled. */
  disturbed = false;
  ended: Ended | undefined;
  #requests: ReadRequest<T>[] = [];
  #closing = false;
  #started = false;
  #pulling = false;
  #pullAgain = false;
  readonly #source: StreamSource<T>;
  readonly #queue: ChunkQueue<T>;
  #controller: StreamController<T> | undefined;

  constructor(source: StreamSource<T>, queue: ChunkQueue<T>) {
    this.#source = source;
    this.#queue = queue;
  }

  start(controller: StreamController<T>): void {
    this.#controller = controller;
    const begun = this.#source.start?.(controller);
    Promise.resolve(begun).then(
      () => {
        this.#started = true;
        this.#pull();
      },
      (reason: unknown) => this.error(reason),
    );
  }

  get desiredSize(): number | null {
    if (this.state === 'errored') return null;
    return this.state === 'closed' ? 0 : this.#queue.room;
  }

  get takes(): boolean {
    return this.state === 'readable' && !this.#closing;
  }

  /** Whether the source is to give more: somebody waits, or the queue has room. */
  get wantsMore(): boolean {
    return this.takes && this.#started && (this.#requests.length > 0 || this.#queue.room > 0);
  }

  enqueue(chunk: T): void {
    if (!this.takes) throw new TypeError('The stream is closed');
    const request = this.#requests.shift();
    if (request === undefined) this.#keep(chunk);
    else request.resolve({ done: false, value: chunk });
    this.#pull();
  }

  close(): void {
    if (!this.takes) throw new TypeError('The stream is closed');
    this.#closing = true;
    if (this.#queue.length === 0) this.#finish();
  }

  error(reason: unknown): void {
    if (this.state !== 'readable') return;
    this.#queue.clear();
    this.state = 'errored';
    this.reason = reason;
    this.abandon(reason);
    this.ended?.failed(reason);
  }

  read(): Promise<StreamRead<T>> {
    this.disturbed = true;
    if (this.state === 'closed') return Promise.resolve({ done: true, value: undefined });
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- a stream fails with what its source said
    if (this.state === 'errored') return Promise.reject(this.reason);
    if (this.#queue.length > 0) return Promise.resolve({ done: false, value: this.#take() });
    return new Promise((resolve, reject) => {
      this.#requests.push({ resolve, reject });
      this.#pull();
    });
  }

  /** Rejects every read that waits. */
  abandon(reason: unknown): void {
    for (const request of this.#requests.splice(0)) request.reject(reason);
  }

  cancel(reason: unknown): Promise<void> {
    this.disturbed = true;
    if (this.state === 'closed') return Promise.resolve();
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- a stream fails with what its source said
    if (this.state === 'errored') return Promise.reject(this.reason);
    this.#queue.clear();
    this.#finish();
    return attempt(() => this.#source.cancel?.(reason)).then(() => {});
  }

  #keep(chunk: T): void {
    try {
      this.#queue.push(chunk, this.#queue.sizeOf(chunk));
    } catch (reason) {
      this.error(reason);
      throw reason;
    }
  }

  #take(): T {
    const chunk = this.#queue.shift();
    if (this.#closing && this.#queue.length === 0) this.#finish();
    else this.#pull();
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the queue was not empty, and `undefined` can be a chunk
    return chunk as T;
  }

  #finish(): void {
    this.state = 'closed';
    for (const request of this.#requests.splice(0)) request.resolve({ done: true, value: undefined });
    this.ended?.closed();
  }

  #pull(): void {
    const controller = this.#controller;
    if (!this.wantsMore || controller === undefined) return;
    this.#pullAgain = this.#pulling;
    if (this.#pulling) return;
    this.#pulling = true;
    attempt(() => this.#source.pull?.(controller)).then(
      () => {
        this.#pulling = false;
        if (this.#pullAgain) this.#pull();
      },
      (reason: unknown) => this.error(reason),
    );
  }
}
