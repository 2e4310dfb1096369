import type { Clock, KamiError } from '@kami/types';

/** First pause after a tool could not be started, in milliseconds; it doubles each time. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;

/** Keeps a tool that cannot be started from being started again and again. */
export interface BackOff {
  /** The error to answer with while the pause lasts. */
  check(key: string): KamiError | undefined;
  /** Records a failed start; gives the error back. Only a broken tool is paused, not a failing host. */
  record(key: string, error: KamiError): KamiError;
  /** Forgets the failures of a tool that was started. */
  clear(key: string): void;
}

/** Makes an empty record. */
export function createBackOff(clock: Clock): BackOff {
  const broken = new Map<
    string,
    { readonly error: KamiError; readonly until: bigint; readonly pauseMs: number }
  >();
  return {
    check(key) {
      const entry = broken.get(key);
      return entry !== undefined && clock.now().monotonicNanos < entry.until ? entry.error : undefined;
    },
    record(key, error) {
      if (error.code !== 'KAMI_TOOL_BROKEN' && error.code !== 'KAMI_DEADLINE_EXCEEDED') return error;
      const pauseMs = Math.min((broken.get(key)?.pauseMs ?? FIRST_PAUSE_MS / 2) * 2, LONGEST_PAUSE_MS);
      broken.set(key, { error, until: clock.now().monotonicNanos + BigInt(pauseMs) * 1_000_000n, pauseMs });
      return error;
    },
    clear(key) {
      broken.delete(key);
    },
  };
}
