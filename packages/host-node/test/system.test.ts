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
  const random = systemRandom();

  it('gives as many bytes as asked for, also more than the generator gives at once', () => {
    for (const count of [0, 16, 8191, 8192, 8193, 200_000]) expect(random.bytes(count)).toHaveLength(count);
    expect(
      random
        .bytes(200_000)
        .subarray(-32)
        .some((byte) => byte !== 0),
    ).toBe(true);
  });

  it('never gives the same bytes twice, and forgets what it gave', () => {
    const drawn = Array.from({ length: 5000 }, () => random.bytes(16).toHex());
    expect(new Set(drawn).size).toBe(drawn.length);
    const mine = random.bytes(16);
    mine.fill(0);
    expect(random.bytes(16).some((byte) => byte !== 0)).toBe(true);
  });
});
