/**
 * Threat: a guest that waits in a tight loop for an answer that never comes, and leaves a waiting promise in
 * the host each time. Rule: an exchange is asked once until it answers, however often the guest waits for it.
 */
import { detach } from '@kami/types';

/** Whether an exchange has something to read, as its waits see it; one wait at a time. */
export interface Readiness {
  /** Calls `onReady` once there is something to read: at once when that is known already. */
  await(onReady: () => void): void;
  /** Ends the wait: `onReady` is called no more. */
  forget(): void;
  /** Something was read: what was known holds no longer. */
  reset(): void;
}

/** Watches one exchange through its `readable`. */
export function createReadiness(readable: () => Promise<void>): Readiness {
  let state: 'unknown' | 'asked' | 'ready' = 'unknown';
  let round = 0;
  let wake: (() => void) | undefined;
  const ask = async (asked: number): Promise<void> => {
    await readable();
    if (asked !== round) return;
    state = 'ready';
    wake?.();
  };
  return {
    await(onReady) {
      if (state === 'ready') return onReady();
      wake = onReady;
      if (state === 'asked') return;
      state = 'asked';
      detach(ask(round));
    },
    forget() {
      wake = undefined;
    },
    reset() {
      round += 1;
      state = 'unknown';
    },
  };
}
