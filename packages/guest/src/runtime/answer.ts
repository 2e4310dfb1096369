import { eventLoop } from './event-loop.ts';
import type { MaybePromise } from '../tool/maybe-promise.ts';
import { enterCall } from './phase.ts';

/**
 * Answers one call of an export: runs it to its end, and throws the failure of its WIT result. Another engine has
 * another of this (`starlingmonkey/answer.ts`).
 */
export function answer<T>(run: () => MaybePromise<T>, toFailure: (thrown: unknown) => unknown): T {
  enterCall();
  try {
    return eventLoop.settle(run());
  } catch (thrown) {
    throw toFailure(thrown);
  }
}
