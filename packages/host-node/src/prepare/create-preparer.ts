import { realpathSync } from 'node:fs';

import { preparedKey, type Preparer } from '@kami/engine';
import { err } from '@kami/types';

import { findHostTools } from '../launch/host-tools.ts';
import { prepareCommandLine } from './command-line.ts';
import type { PrepareJob } from './job.ts';
import { parseFinished, parsePreparation } from './parse-answer.ts';
import { findReadRoots } from './read-roots.ts';
import { runPrepareProcess } from './run-prepare-process.ts';
import { spawnError } from './translate-error.ts';

/** How components are prepared. */
export interface PreparerOptions {
  /** Path of the bundled prepare process, `prepare.js`. */
  readonly prepareEntry: string;
  /** Wall time of one job, in milliseconds; {@link DEFAULT_PREPARE_DEADLINE_MS} serves components of 12 MB. */
  readonly deadlineMs: number;
  /** The Node that runs it; the running one unless said. */
  readonly nodePath?: string;
}

/** Wall time of one job unless said otherwise. Measured: 1.5 s for a component of 12 MB. */
export const DEFAULT_PREPARE_DEADLINE_MS = 30_000;

/** A preparer that does each job in a throwaway process without authority. */
export function createPreparer({
  prepareEntry,
  deadlineMs,
  nodePath = process.execPath,
}: PreparerOptions): Preparer {
  const run = async (
    job: PrepareJob,
    body: Uint8Array,
    signal: AbortSignal,
  ): ReturnType<typeof runPrepareProcess> => {
    let entry: string;
    let readRoots: readonly string[];
    try {
      entry = realpathSync(prepareEntry);
      readRoots = findReadRoots(entry);
    } catch (cause) {
      return err(spawnError(cause));
    }
    const cpuSeconds = Math.ceil(deadlineMs / 1000) * 2;
    const command = prepareCommandLine(findHostTools(), { node: nodePath, entry, readRoots, cpuSeconds });
    return runPrepareProcess(command, job, body, deadlineMs, signal);
  };
  return {
    prepare: async (component, options, signal) => {
      const answer = await run({ job: 'prepare', options }, component, signal);
      const key = preparedKey(options.maxMemoryMb, process.versions.node);
      return answer.ok ? parsePreparation(answer.value, key) : answer;
    },
    finish: async (prepared, tools, schemas, signal) => {
      const answer = await run({ job: 'finish', tools, schemas }, prepared, signal);
      return answer.ok ? parseFinished(answer.value) : answer;
    },
  };
}
