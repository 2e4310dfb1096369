/**
 * Threat: a guest that waits in a tight loop for an answer that never comes, and leaves a waiting promise in
 * the host each time. Rule: an exchange is asked once until it answers, however often the guest waits for it.
 */
import { detach } from '@kami/types';

/** Whether an exchange has something to read, or room to write, as its waits see it; one wait at a time. */
export interface Readiness {
  /** Calls `onReady` once it is ready: at once when that is known already. */
  await(onReady: () => void): void;
  /** Ends the wait: `onReady` is called no more. */
  forget(): void;
  /** Something was read or written: what was known holds no longer. */
  reset(): void;
}

/** Watches one exchange through its `readable` or `writable`. */
export function createReadiness(ready: () => Promise<void>): Readiness {
  let state: 'unknown' | 'asked' | 'ready' = 'unknown';
  let round = 0;
  let wake: (() => void) | undefined;
  const ask = async (asked: number): Promise<void> => {
    await ready();
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
