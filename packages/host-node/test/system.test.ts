import { describe, expect, it } from 'vitest';
import { systemClock, systemRandom } from '@kami/host-node/system';

describe('systemClock', () => {
  it('agrees with the system to the millisecond and never goes back', () => {
    const clock = systemClock();
    let last = clock.now();
    for (let i = 0; i < 10_000; i++) {
      const before = Date.now();
      const reading = clock.now();
      expect(Math.floor(reading.wallMicros / 1000)).toBeGreaterThanOrEqual(before);
      expect(Math.floor(reading.wallMicros / 1000)).toBeLessThanOrEqual(Date.now());
      expect(reading.monotonicNanos).toBeGreaterThanOrEqual(last.monotonicNanos);
      last = reading;
    }
  });
  it('reads microseconds, not only milliseconds', () => {
    const clock = systemClock();
    const fractions = new Set(Array.from({ length: 2000 }, () => clock.now().wallMicros % 1000));
    expect(fractions.size).toBeGreaterThan(10);
  });
});

describe('systemRandom', () => {
  it('gives as many bytes as asked for, different each time', () => {
    const random = systemRandom();
    expect(random.bytes(0)).toHaveLength(0);
    expect(random.bytes(100_000)).toHaveLength(100_000);
    expect(random.bytes(32)).not.toEqual(random.bytes(32));
  });
});
