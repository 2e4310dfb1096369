import monotonicClock from 'wasi:clocks/monotonic-clock@0.2.0';

/** Milliseconds since some moment, never going back. */
export function monotonicMs(): number {
  return monotonicClock.now() / 1e6;
}

/** Blocks the call this long. */
export function sleepMs(milliseconds: number): void {
  monotonicClock.subscribeDuration(Math.ceil(milliseconds * 1e6)).block();
}
