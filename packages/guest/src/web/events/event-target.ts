import { reportError } from '../report-error.ts';
import { dispatchOf, type Event } from './event.ts';

/** A function, or an object with one. */
export type EventListener = ((event: Event) => void) | { handleEvent(event: Event): void };

/** How a listener is called. */
export interface ListenerOptions {
  readonly once?: boolean;
  readonly capture?: boolean;
  readonly passive?: boolean;
  /** Removes the listener when it fires. */
  readonly signal?: {
    readonly aborted: boolean;
    addEventListener(type: 'abort', listener: () => void): void;
  };
}

interface Registered {
  readonly listener: EventListener;
  readonly capture: boolean;
  readonly once: boolean;
  removed: boolean;
}

const captures = (options: boolean | ListenerOptions | undefined): boolean =>
  typeof options === 'boolean' ? options : options?.capture === true;

/** What events are sent to (WHATWG DOM standard, section 2.7). */
export class EventTarget {
  readonly #listeners = new Map<string, Registered[]>();

  addEventListener(
    type: string,
    listener: EventListener | null | undefined,
    options?: boolean | ListenerOptions,
  ): void {
    if (listener === null || listener === undefined) return;
    const { once = false, signal } = typeof options === 'object' ? options : {};
    if (signal?.aborted === true) return;
    const capture = captures(options);
    const there = this.#listeners.get(type) ?? [];
    if (there.some((one) => one.listener === listener && one.capture === capture)) return;
    this.#listeners.set(type, [...there, { listener, capture, once, removed: false }]);
    signal?.addEventListener('abort', () => this.removeEventListener(type, listener, capture));
  }

  removeEventListener(
    type: string,
    listener: EventListener | null | undefined,
    options?: boolean | ListenerOptions,
  ): void {
    const capture = captures(options);
    const there = this.#listeners.get(type) ?? [];
    const found = there.find((one) => one.listener === listener && one.capture === capture);
    if (found === undefined) return;
    found.removed = true;
    this.#listeners.set(
      type,
      there.filter((one) => one !== found),
    );
  }

  /** Calls the listeners; false when one of them prevented the default. What a listener throws is logged. */
  dispatchEvent(event: Event): boolean {
    const dispatch = dispatchOf(event);
    if (event.currentTarget !== null)
      throw new DOMException('The event is being dispatched already', 'InvalidStateError');
    dispatch.begin(this);
    for (const one of this.#listeners.get(event.type) ?? []) {
      if (dispatch.stopped) break;
      if (one.removed) continue;
      if (one.once) this.removeEventListener(event.type, one.listener, one.capture);
      this.#call(one.listener, event);
    }
    dispatch.end();
    return !event.defaultPrevented;
  }

  #call(listener: EventListener, event: Event): void {
    try {
      if (typeof listener === 'function') Reflect.apply(listener, this, [event]);
      else listener.handleEvent(event);
    } catch (error) {
      reportError(error);
    }
  }
}
