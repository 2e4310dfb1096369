import { attempt, deferred, type Deferred } from './deferred.ts';
import type { ChunkQueue } from './chunk-queue.ts';
import type { SinkController, StreamSink } from './stream-sink.ts';

/** A chunk that waits to be written. */
export interface Written<T> {
  readonly chunk: T;
  readonly done: Deferred<undefined>;
}

/** What becomes of the chunks of a `WritableStream`, one after the other (WHATWG Streams standard, section 5.5). */
export class WritableCore<T> implements SinkController {
  state: 'writable' | 'closed' | 'erroring' | 'errored' = 'writable';
  reason: unknown;
  closing: Deferred<undefined> | undefined;
  readonly closed: Deferred<undefined> = deferred();
  /** Settled while the queue has room. */
  ready: Deferred<undefined> = deferred();
  #full = true;
  #started = false;
  #busy = false;
  protected aborting:
    | { readonly done: Deferred<undefined>; readonly reason: unknown; readonly late: boolean }
    | undefined;
  readonly #sink: StreamSink<T>;
  protected readonly queue: ChunkQueue<Written<T>>;

  constructor(sink: StreamSink<T>, queue: ChunkQueue<Written<T>>) {
    this.#sink = sink;
    this.queue = queue;
    this.watchRoom();
    attemptNow(() => sink.start?.(this)).then(
      () => {
        this.#started = true;
        this.advance();
      },
      (reason: unknown) => {
        this.#started = true;
        this.#failed(reason);
      },
    );
  }

  error(reason?: unknown): void {
    if (this.state === 'writable') this.beginError(reason);
  }

  protected watchRoom(): void {
    const full = this.queue.room <= 0;
    if (full === this.#full || this.closing !== undefined) return;
    this.#full = full;
    if (full) this.ready = deferred();
    else this.ready.resolve(undefined);
  }

  protected advance(): void {
    if (!this.#started || this.#busy) return;
    if (this.state === 'erroring') return this.#finishError();
    const next = this.queue.first();
    if (next !== undefined) return this.#writeOne(next);
    if (this.closing !== undefined && this.state === 'writable') this.#closeSink(this.closing);
  }

  #writeOne({ chunk, done }: Written<T>): void {
    this.#busy = true;
    attempt(() => this.#sink.write?.(chunk, this)).then(
      () => {
        this.#busy = false;
        done.resolve(undefined);
        this.queue.shift();
        if (this.state === 'writable') this.watchRoom();
        this.advance();
      },
      (reason: unknown) => {
        this.#busy = false;
        this.queue.shift();
        done.reject(reason);
        this.#failed(reason);
      },
    );
  }

  #closeSink(closing: Deferred<undefined>): void {
    this.#busy = true;
    attempt(() => this.#sink.close?.()).then(
      () => {
        this.#busy = false;
        this.state = 'closed';
        closing.resolve(undefined);
        this.aborting?.done.resolve(undefined);
        this.closed.resolve(undefined);
      },
      (reason: unknown) => {
        this.#busy = false;
        this.closing = undefined;
        closing.reject(reason);
        this.aborting?.done.reject(reason);
        this.aborting = undefined;
        this.#failed(reason);
      },
    );
  }

  #failed(reason: unknown): void {
    if (this.state === 'writable') this.beginError(reason);
    else if (this.state === 'erroring') this.#finishError();
  }

  protected beginError(reason: unknown): void {
    this.state = 'erroring';
    this.reason = reason;
    if (!this.#full) this.ready = deferred();
    this.ready.reject(reason);
    this.advance();
  }

  #finishError(): void {
    this.state = 'errored';
    for (let left = this.queue.shift(); left !== undefined; left = this.queue.shift())
      left.done.reject(this.reason);
    const abort = this.aborting;
    const end = (): void => {
      this.closing?.reject(this.reason);
      this.closed.reject(this.reason);
    };
    if (abort === undefined) return end();
    if (abort.late) {
      abort.done.reject(this.reason);
      return end();
    }
    attempt(() => this.#sink.abort?.(abort.reason)).then(
      () => {
        abort.done.resolve(undefined);
        end();
      },
      (reason: unknown) => {
        abort.done.reject(reason);
        end();
      },
    );
  }
}

/** As {@link attempt}, but what is thrown at once is thrown on. */
function attemptNow(run: () => unknown): Promise<unknown> {
  return Promise.resolve(run());
}
