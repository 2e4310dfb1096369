import type { WireTime } from '@kami/protocol';

/**
 * Threat: a fine clock tells a guest what its neighbours do, and makes no two runs alike. Rule: time is
 * what the last frame of the host said plus 1 µs for each earlier reading since, so computing does not
 * advance it and a replay reads the same.
 */
export interface VirtualClock {
  /** Takes the time of a frame. Neither clock ever goes back. */
  set(time: WireTime): void;
  /** Reads the wall clock, in microseconds since 1970. */
  wallMicros(): number;
  /** Reads the monotonic clock, in nanoseconds. */
  monotonicNanos(): bigint;
}

const NANOS_PER_MICRO = 1000n;

/** Makes the clock of one instance. */
export function createVirtualClock(start: WireTime): VirtualClock {
  let wall = start.wallMicros;
  let monotonic = BigInt(start.monotonicNanos);
  let readings = 0;
  return {
    set(time) {
      const nanos = BigInt(time.monotonicNanos);
      const reached = monotonic + BigInt(readings) * NANOS_PER_MICRO;
      monotonic = nanos > reached ? nanos : reached;
      wall = Math.max(time.wallMicros, wall + readings);
      readings = 0;
    },
    wallMicros: () => wall + readings++,
    monotonicNanos: () => monotonic + BigInt(readings++) * NANOS_PER_MICRO,
  };
}
