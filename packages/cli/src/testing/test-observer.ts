import type { CallObserver } from '@kami/runtime';
import type { JsonObject } from '@kami/types';
import type { StackMapper } from '../building/map-stack.ts';
import { thrownByTool, type ThrownByTool } from '../building/thrown-by-tool.ts';

/** Entries of a call's log, and of its progress, that are kept: a flood of them ends here. */
const MAX_ENTRIES = 10_000;

/** Takes down what a call tells while it runs. */
export interface TestObserver {
  readonly observer: CallObserver;
  readonly log: readonly JsonObject[];
  readonly progress: readonly JsonObject[];
  /** What the tool threw last without meaning to, where that is known in its author's files. */
  readonly thrown: () => ThrownByTool | undefined;
}

/** Makes an observer that has heard nothing, which finds the author's files by `mapStack`. */
export function createTestObserver(mapStack: StackMapper): TestObserver {
  let thrown: ThrownByTool | undefined;
  const log: JsonObject[] = [];
  const progress: JsonObject[] = [];
  return {
    log,
    progress,
    thrown: () => thrown,
    observer: {
      log(level, message, data) {
        thrown = thrownByTool(message, data, mapStack) ?? thrown;
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
