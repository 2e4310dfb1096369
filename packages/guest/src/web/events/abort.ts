import { setTimeout } from '../timers.ts';
import { Event } from './event.ts';
import { EventTarget } from './event-target.ts';

/** What makes a new signal fire; only this module has it. */
type Fire = (reason: unknown) => void;

const fires = new WeakMap<AbortSignal, Fire>();
const MADE_HERE: unique symbol = Symbol('signal');

/** A signal that something is to be given up (WHATWG DOM standard, section 3.2). */
export class AbortSignal extends EventTarget {
  #reason: unknown;
  #aborted = false;
  /** The signals that fire with this one, in the order in which they were made. */
  readonly #dependents: AbortSignal[] = [];
  #onabort: ((event: Event) => void) | null = null;

  constructor(key?: unknown) {
    if (key !== MADE_HERE) throw new TypeError('Illegal constructor');
    super();
    fires.set(this, (reason) => this.#fire(reason));
  }

  get aborted(): boolean {
    return this.#aborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  get onabort(): ((event: Event) => void) | null {
    return this.#onabort;
  }

  /** It keeps its place among the listeners when it is changed (HTML standard, "event handlers"). */
  set onabort(handler: ((event: Event) => void) | null) {
    this.#onabort = typeof handler === 'function' ? handler : null;
    this.addEventListener('abort', this.#callHandler);
  }

  readonly #callHandler = (event: Event): void => this.#onabort?.(event);

  throwIfAborted(): void {
    if (this.#aborted) throw this.#reason;
  }

  /** A signal that has fired. */
  static abort(reason: unknown = abortError()): AbortSignal {
    const signal = new AbortSignal(MADE_HERE);
    signal.#aborted = true;
    signal.#reason = reason;
    return signal;
  }

  /** A signal that fires after so many milliseconds. */
  static timeout(milliseconds: number): AbortSignal {
    if (!(milliseconds >= 0 && milliseconds <= Number.MAX_SAFE_INTEGER))
      throw new TypeError(`${milliseconds} is no number of milliseconds`);
    const signal = new AbortSignal(MADE_HERE);
    const late = new DOMException('The operation timed out', 'TimeoutError');
    setTimeout(() => fires.get(signal)?.(late), milliseconds);
    return signal;
  }

  /** A signal that fires with the first of these. */
  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const given = [...signals];
    const fired = given.find(({ aborted }) => aborted);
    if (fired !== undefined) return AbortSignal.abort(fired.reason);
    const any = new AbortSignal(MADE_HERE);
    for (const signal of given) signal.#dependents.push(any);
    return any;
  }

  /** All that depend on it have fired before the first listener runs. */
  #fire(reason: unknown): void {
    for (const signal of this.#mark(reason)) signal.dispatchEvent(new Event('abort'));
  }

  #mark(reason: unknown): AbortSignal[] {
    if (this.#aborted) return [];
    this.#aborted = true;
    this.#reason = reason;
    return [this, ...this.#dependents.splice(0).flatMap((one) => one.#mark(reason))];
  }

  get [Symbol.toStringTag](): string {
    return 'AbortSignal';
  }
}

/** Makes a signal fire. */
export class AbortController {
  readonly signal: AbortSignal = new AbortSignal(MADE_HERE);

  abort(reason: unknown = abortError()): void {
    fires.get(this.signal)?.(reason);
  }

  get [Symbol.toStringTag](): string {
    return 'AbortController';
  }
}

function abortError(): DOMException {
  return new DOMException('This operation was aborted', 'AbortError');
}
