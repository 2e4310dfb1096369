import { monotonicMs, sleepMs } from '../host/monotonic-clock.ts';
import { eventLoop } from '../runtime/event-loop.ts';
import { createTimers } from '../runtime/timers.ts';

type Callback = (...given: unknown[]) => void;

const timers = /* @__PURE__ */ createTimers(monotonicMs, sleepMs);

const add = (callback: Callback, delayMs: unknown, given: readonly unknown[], repeat: boolean): number => {
  eventLoop.setTimers(timers);
  return timers.set(callback, delayMs, given, repeat);
};

/** Runs a function once, after at least this many milliseconds. A call does not wait for it when it is done. */
export function setTimeout(callback: Callback, delayMs?: unknown, ...given: unknown[]): number {
  return add(callback, delayMs, given, false);
}

/** Runs a function again and again. */
export function setInterval(callback: Callback, delayMs?: unknown, ...given: unknown[]): number {
  return add(callback, delayMs, given, true);
}

/** Forgets what {@link setTimeout} set. */
export function clearTimeout(id: unknown): void {
  timers.clear(id);
}

/** Forgets what {@link setInterval} set. */
export function clearInterval(id: unknown): void {
  timers.clear(id);
}
