import type { MaybePromise } from '../tool/maybe-promise.ts';
import { enterCall } from '../runtime/phase.ts';

/** As `runtime/answer.ts` for StarlingMonkey, whose exports may give a promise: the engine runs its own loop until it settles. */
export async function answer<T>(
  run: () => MaybePromise<T>,
  toFailure: (thrown: unknown) => unknown,
): Promise<T> {
  enterCall();
  try {
    return await run();
  } catch (thrown) {
    throw toFailure(thrown);
  }
}
