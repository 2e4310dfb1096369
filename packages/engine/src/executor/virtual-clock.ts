import type { WireTime } from '@kami/protocol';

/**
 * Threat: a fine clock tells a guest what its neighbours do, and makes no two runs alike. Rule: time is
 * what the last frame of the host said plus 1 µs for each earlier reading since, so computing does not
 * advance it and a replay reads the same.
 */
export interface VirtualClock {
  /**
   * Takes the time of a frame. Neither clock ever goes back behind what was read: an instance that has read none starts
   * with its call, whenever it was made.
   */
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
  let wasRead = false;
  return {
    set(time) {
      const nanos = BigInt(time.monotonicNanos);
      wasRead ||= readings > 0;
      const reached = wasRead ? monotonic + BigInt(readings) * NANOS_PER_MICRO : nanos;
      monotonic = nanos > reached ? nanos : reached;
      wall = wasRead ? Math.max(time.wallMicros, wall + readings) : time.wallMicros;
      readings = 0;
    },
    wallMicros: () => wall + readings++,
    monotonicNanos: () => monotonic + BigInt(readings++) * NANOS_PER_MICRO,
  };
}
