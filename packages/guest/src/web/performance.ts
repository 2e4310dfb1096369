import { monotonicMs } from '../host/monotonic-clock.ts';

/** `performance.now()`, in milliseconds, over the host's monotonic clock. */
export const performance: { now(): number } = { now: monotonicMs };
