import { expect, it } from 'vitest';
import { withoutRepeats } from '../../src/compose/without-repeats.ts';

it('tells a message once a minute, and another one at once', () => {
  let seconds = 0n;
  const told: string[] = [];
  const clock = { now: () => ({ wallMicros: 0, monotonicNanos: seconds * 1_000_000_000n }) };
  const tell = withoutRepeats(clock, (message) => told.push(`${seconds} ${message}`));
  for (const [at, message] of [
    [0n, 'a'],
    [1n, 'a'],
    [2n, 'b'],
    [3n, 'a'],
    [62n, 'a'],
    [63n, 'a'],
  ] as const) {
    seconds = at;
    tell(message);
  }
  expect(told).toEqual(['0 a', '2 b', '3 a', '63 a']);
});
