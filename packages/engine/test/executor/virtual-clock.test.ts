import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../src/executor/virtual-clock.ts';

describe('createVirtualClock', () => {
  it('advances by 1 µs a reading, both clocks together', () => {
    const clock = createVirtualClock({ wallMicros: 100, monotonicNanos: '5000' });
    expect([clock.monotonicNanos(), clock.wallMicros(), clock.monotonicNanos()]).toEqual([5000n, 101, 7000n]);
    clock.set({ wallMicros: 1000, monotonicNanos: '90000' });
    expect([clock.wallMicros(), clock.monotonicNanos()]).toEqual([1000, 91_000n]);
  });

  it('starts with its call where nothing was read before, even when it was made later', () => {
    const clock = createVirtualClock({ wallMicros: 10, monotonicNanos: '10000' });
    clock.set({ wallMicros: 5, monotonicNanos: '7000' });
    expect([clock.wallMicros(), clock.monotonicNanos()]).toEqual([5, 8000n]);
  });

  it('never goes back, whatever the host says', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.nat({ max: 50 }).map((time) => ({ time })),
            fc.constant({ time: undefined }),
          ),
        ),
        (steps) => {
          const clock = createVirtualClock({ wallMicros: 10, monotonicNanos: '10000' });
          let last = -1n;
          let lastWall = -1;
          for (const { time } of steps) {
            if (time !== undefined) clock.set({ wallMicros: time, monotonicNanos: String(time * 1000) });
            const now = clock.monotonicNanos();
            const wall = clock.wallMicros();
            expect(now > last && wall > lastWall).toBe(true);
            last = now;
            lastWall = wall;
          }
        },
      ),
    );
  });
});
