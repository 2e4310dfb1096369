import { deferred } from './deferred.ts';
import type { WritableState } from './writable-state.ts';
import type { StreamWriter } from './stream-sink.ts';

/** `WritableStreamDefaultWriter` (WHATWG Streams standard, section 5.3). Throws `TypeError` where the stream is written to already. */
export class DefaultWriter<T> implements StreamWriter<T> {
  #state: WritableState<T> | undefined;

  constructor(state: WritableState<T>) {
    if (state.locked) throw new TypeError('The stream is being written to already');
    state.locked = true;
    this.#state = state;
  }

  get closed(): Promise<undefined> {
    return this.#state?.closed.promise ?? rejected();
  }

  get ready(): Promise<undefined> {
    return this.#state?.ready.promise ?? rejected();
  }

  get desiredSize(): number | null {
    if (this.#state === undefined) throw released();
    return this.#state.desiredSize;
  }

  write(chunk: T): Promise<undefined> {
    return this.#state?.write(chunk) ?? rejected();
  }

  close(): Promise<undefined> {
    return this.#state?.close() ?? rejected();
  }

  abort(reason?: unknown): Promise<undefined> {
    return this.#state?.abort(reason) ?? rejected();
  }

  releaseLock(): void {
    if (this.#state !== undefined) this.#state.locked = false;
    this.#state = undefined;
  }
}

function released(): TypeError {
  return new TypeError('The writer was released');
}

function rejected(): Promise<undefined> {
  const { promise, reject } = deferred();
  reject(released());
  return promise;
}
