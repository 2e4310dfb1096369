import { deferred, type Deferred } from './deferred.ts';
import type { ReadableState } from './readable-state.ts';
import type { StreamRead, StreamReader } from './stream-source.ts';

/** `ReadableStreamDefaultReader` (WHATWG Streams standard, section 4.4). Throws `TypeError` where the stream is read already. */
export class DefaultReader<T> implements StreamReader<T> {
  #state: ReadableState<T> | undefined;
  #closed: Deferred<undefined> | undefined;

  constructor(state: ReadableState<T>) {
    if (state.locked) throw new TypeError('The stream is being read already');
    state.locked = true;
    this.#state = state;
    state.ended = {
      closed: () => this.#closed?.resolve(undefined),
      failed: (reason) => this.#closed?.reject(reason),
    };
  }

  get closed(): Promise<undefined> {
    if (this.#closed === undefined) {
      this.#closed = deferred();
      if (this.#state === undefined) this.#closed.reject(released());
      else if (this.#state.state === 'closed') this.#closed.resolve(undefined);
      else if (this.#state.state === 'errored') this.#closed.reject(this.#state.reason);
    }
    return this.#closed.promise;
  }

  read(): Promise<StreamRead<T>> {
    return this.#state === undefined ? Promise.reject(released()) : this.#state.read();
  }

  cancel(reason?: unknown): Promise<void> {
    return this.#state === undefined ? Promise.reject(released()) : this.#state.cancel(reason);
  }

  releaseLock(): void {
    const state = this.#state;
    if (state === undefined) return;
    this.#state = undefined;
    state.locked = false;
    state.ended = undefined;
    state.abandon(released());
    if (state.state !== 'readable') this.#closed = undefined;
    else this.#closed?.reject(released());
  }
}

function released(): TypeError {
  return new TypeError('The reader was released');
}
