import type { ReadableState } from './readable-state.ts';
import type { StreamController } from './stream-source.ts';

/** `ReadableStreamDefaultController` (WHATWG Streams standard, section 4.6). */
export class DefaultController<T> implements StreamController<T> {
  readonly #state: ReadableState<T>;

  constructor(state: ReadableState<T>) {
    this.#state = state;
  }

  get desiredSize(): number | null {
    return this.#state.desiredSize;
  }

  /** Beyond the standard, for `TransformStream`: whether more would be read or has room. */
  get wantsMore(): boolean {
    return this.#state.wantsMore;
  }

  /** Beyond the standard, for `TransformStream`: whether it is open. */
  get takes(): boolean {
    return this.#state.takes;
  }

  enqueue(chunk: T): void {
    this.#state.enqueue(chunk);
  }

  close(): void {
    this.#state.close();
  }

  error(reason?: unknown): void {
    this.#state.error(reason);
  }
}
