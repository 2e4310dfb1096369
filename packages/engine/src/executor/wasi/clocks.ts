import type { Guest } from '../guest.ts';
import type { ImportInterface } from '../import-interface.ts';
import { Pollable } from './poll.ts';

/** `wasi:clocks/wall-clock`, `datetime`. */
export interface Datetime {
  readonly seconds: bigint;
  readonly nanoseconds: number;
}

const MICROS_PER_SECOND = 1_000_000;
const NANOS_PER_MICRO = 1000;

/** `wasi:clocks/wall-clock@0.2.x`. */
export function wallClockInterface(guest: Guest): ImportInterface {
  return {
    now(): Datetime {
      const micros = guest.clock.wallMicros();
      const seconds = Math.floor(micros / MICROS_PER_SECOND);
      return {
        seconds: BigInt(seconds),
        nanoseconds: (micros - seconds * MICROS_PER_SECOND) * NANOS_PER_MICRO,
      };
    },
    resolution: (): Datetime => ({ seconds: 0n, nanoseconds: NANOS_PER_MICRO }),
  };
}

/** `wasi:clocks/monotonic-clock@0.2.x`. */
export function monotonicClockInterface(guest: Guest): ImportInterface {
  const at = (instant: bigint): Pollable =>
    new Pollable(guest, { kind: 'time', untilNanos: BigInt.asUintN(64, instant) });
  return {
    now: (): bigint => guest.clock.monotonicNanos(),
    resolution: (): bigint => BigInt(NANOS_PER_MICRO),
    subscribeInstant: at,
    subscribeDuration: (duration: bigint): Pollable => at(saturate(guest.clock.monotonicNanos() + duration)),
  };
}

function saturate(instant: bigint): bigint {
  const last = 2n ** 64n - 1n;
  return instant > last ? last : instant;
}
