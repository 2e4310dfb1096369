import type { Clock } from '@kami/types';

/**
 * The host's clocks. Wall time agrees with the system's to the millisecond at every reading, also after
 * a suspension or when it is set; its microseconds are filled in from the monotonic clock.
 */
export function systemClock(): Clock {
  let offset = 0;
  return {
    now() {
      const monotonicNanos = process.hrtime.bigint();
      const monotonicMicros = Number(monotonicNanos / 1000n);
      const earliest = Date.now() * 1000;
      const wallMicros = Math.min(Math.max(monotonicMicros + offset, earliest), earliest + 999);
      offset = wallMicros - monotonicMicros;
      return { wallMicros, monotonicNanos };
    },
  };
}
