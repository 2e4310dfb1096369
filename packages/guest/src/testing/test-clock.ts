import { KamiTestError } from './kami-test-error.ts';

/**
 * The clock of a tool's calls. Each call begins at this time and the time stands still, but for the tool's own waits, which
 * take none; what a call waited is not kept for the next.
 */
export interface TestClock {
  now(): Date;
  /** Sets the time at which the next calls begin. */
  set(time: Date | string | number): void;
  /** Puts it on by so many milliseconds. */
  advance(ms: number): void;
}

/** Where the clock stands unless a test says it. */
export const DEFAULT_TIME = '2026-01-01T00:00:00Z';

/** A clock, and what the test host is told of it: microseconds since 1970, or nothing for the machine's own. */
export function createTestClock(start: Date | string | number): TestClock & { at(): number | undefined } {
  let ms = start === 'system' ? undefined : toMs(start);
  return {
    now: () => (ms === undefined ? new Date() : new Date(ms)),
    set: (time) => void (ms = toMs(time)),
    advance: (by) => void (ms = toMs((ms ?? Date.now()) + by)),
    at: () => (ms === undefined ? undefined : Math.round(ms * 1000)),
  };
}

function toMs(time: Date | string | number): number {
  const ms = typeof time === 'number' ? time : new Date(time).getTime();
  if (Number.isFinite(ms) && ms >= 0 && Number.isSafeInteger(Math.round(ms * 1000))) return ms;
  throw new KamiTestError(
    'USAGE',
    `${JSON.stringify(time)} is no time after 1970, such as "${DEFAULT_TIME}".`,
  );
}
