import { setTimeout } from './timers.ts';

/** Why a signal fires when nobody says (Web IDL, `AbortError`, `TimeoutError`). */
class AbortError extends Error {
  override readonly name: string;

  constructor(name: 'AbortError' | 'TimeoutError', message: string) {
    super(message);
    this.name = name;
  }
}

type Listener = (event: { readonly type: 'abort'; readonly target: AbortSignal }) => void;

/** What makes a new signal fire; only this module and the controller have it. */
type Fire = (reason: unknown) => void;

const fires = new WeakMap<AbortSignal, Fire>();
const MADE_HERE: unique symbol = Symbol('signal');

/** A signal that something is to be given up (WHATWG DOM standard, section 3.2). */
export class AbortSignal {
  #reason: unknown;
  #aborted = false;
  readonly #listeners = new Set<Listener>();
  onabort: Listener | null = null;

  constructor(key?: unknown) {
    if (key !== MADE_HERE) throw new TypeError('Illegal constructor');
    fires.set(this, (reason) => this.#fire(reason));
  }

  get aborted(): boolean {
    return this.#aborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  throwIfAborted(): void {
    if (this.#aborted) throw this.#reason;
  }

  addEventListener(type: 'abort', listener: Listener): void {
    if (type === 'abort' && !this.#aborted) this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: Listener): void {
    this.#listeners.delete(listener);
  }

  /** A signal that has fired. */
  static abort(reason?: unknown): AbortSignal {
    const controller = new AbortController();
    controller.abort(reason);
    return controller.signal;
  }

  /** A signal that fires after so many milliseconds. */
  static timeout(milliseconds: number): AbortSignal {
    const signal = new AbortSignal(MADE_HERE);
    const late = new AbortError('TimeoutError', 'The operation timed out');
    setTimeout(() => fires.get(signal)?.(late), milliseconds);
    return signal;
  }

  /** A signal that fires with the first of these. */
  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const any = new AbortSignal(MADE_HERE);
    for (const signal of signals) {
      if (signal.aborted) fires.get(any)?.(signal.reason);
      else signal.addEventListener('abort', () => fires.get(any)?.(signal.reason));
    }
    return any;
  }

  #fire(reason: unknown): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    const event = { type: 'abort', target: this } as const;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    this.onabort?.(event);
    for (const listener of listeners) listener(event);
  }
}

/** Makes a signal fire. */
export class AbortController {
  readonly signal: AbortSignal = new AbortSignal(MADE_HERE);

  abort(reason: unknown = new AbortError('AbortError', 'This operation was aborted')): void {
    fires.get(this.signal)?.(reason);
  }
}
