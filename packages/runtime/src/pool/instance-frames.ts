import type { MakeHeader, WireTime } from '@kami/protocol';
import { toHex, type Clock, type Random } from '@kami/types';
import type { HostCallSeam } from '../executor.ts';

const SEED_BYTES = 32;

/** The clock as it travels in a frame. */
export function wireTime(clock: Clock): WireTime {
  const { wallMicros, monotonicNanos } = clock.now();
  return { wallMicros, monotonicNanos: monotonicNanos.toString() };
}

/** A fresh seed of a guest's generator: 32 random bytes in hex. */
export function freshSeed(random: Random): string {
  return toHex(random.bytes(SEED_BYTES));
}

/** The header that makes one instance ahead. */
export function makeHeader(clock: Clock, random: Random): MakeHeader {
  return { seed: freshSeed(random), time: wireTime(clock) };
}

/** The seam of the initialisation phase: whatever needs the host is refused. */
export function initialisationSeam(clock: Clock): HostCallSeam {
  return {
    call: () => Promise.resolve({ header: { fsError: 'not-permitted', time: wireTime(clock) } }),
    oneway: () => undefined,
  };
}
