import type { CallObserver } from '@kami/runtime';
import type { JsonObject } from '@kami/types';

/** Entries of a call's log, and of its progress, that are kept: a flood of them ends here. */
const MAX_ENTRIES = 10_000;

/** Takes down what a call tells while it runs. */
export interface TestObserver {
  readonly observer: CallObserver;
  readonly log: readonly JsonObject[];
  readonly progress: readonly JsonObject[];
}

/** Makes an observer that has heard nothing. */
export function createTestObserver(): TestObserver {
  const log: JsonObject[] = [];
  const progress: JsonObject[] = [];
  return {
    log,
    progress,
    observer: {
      log(level, message, data) {
        if (log.length < MAX_ENTRIES) log.push({ level, message, ...(data === undefined ? {} : { data }) });
      },
      progress(done, total, message) {
        if (progress.length < MAX_ENTRIES)
          progress.push({
            done,
            ...(total === undefined ? {} : { total }),
            ...(message === undefined ? {} : { message }),
          });
      },
    },
  };
}
