import { preparedKey, type Preparer } from '@kami/engine';

import { parseFinished, parsePreparation } from './parse-answer.ts';
import { startPrepareJob, type PreparerOptions } from './start-prepare-job.ts';

/** Wall time of one job unless said otherwise. Measured: 1.5 s for a component of 12 MB. */
export const DEFAULT_PREPARE_DEADLINE_MS = 30_000;

/** A preparer that does each job in a throwaway process without authority. */
export function createPreparer(options: PreparerOptions): Preparer {
  return {
    prepare: async (component, prepareOptions, signal) => {
      const answer = await startPrepareJob(
        options,
        { job: 'prepare', options: prepareOptions },
        component,
        signal,
      );
      const key = preparedKey(prepareOptions.maxMemoryMb, process.versions.node);
      return answer.ok ? parsePreparation(answer.value, key) : answer;
    },
    finish: async (prepared, tools, schemas, signal) => {
      const answer = await startPrepareJob(options, { job: 'finish', tools, schemas }, prepared, signal);
      return answer.ok ? parseFinished(answer.value) : answer;
    },
  };
}
