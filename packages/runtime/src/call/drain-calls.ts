import { unlessAborted } from '@kami/types';
import type { RunningCalls } from '../listing/running-calls.ts';
import { outlastedDrain } from '../scheduler/refusal.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';

/** How long running calls may go on while KAMI ends. */
export interface DrainBounds {
  readonly withinMs: number;
  /** Cuts the wait short. */
  readonly urgent: AbortSignal;
}

/**
 * Refuses calls that wait or come, and lets those that run end by themselves; after `withinMs` they are ended. Resolves
 * when each has its answer, or when `urgent` fires.
 */
export async function drainCalls(
  scheduler: Pick<Scheduler, 'stop'>,
  running: RunningCalls,
  { withinMs, urgent }: DrainBounds,
): Promise<void> {
  scheduler.stop();
  await unlessAborted(running.settled(), AbortSignal.any([urgent, AbortSignal.timeout(withinMs)]));
  running.endAll(outlastedDrain(withinMs));
  await unlessAborted(running.settled(), urgent);
}
