import wallClock from 'wasi:clocks/wall-clock@0.2.0';

/** Whole milliseconds since 1970, by the host's clock. */
export function wallClockMs(): number {
  const { seconds, nanoseconds } = wallClock.now();
  return seconds * 1000 + Math.floor(nanoseconds / 1e6);
}
