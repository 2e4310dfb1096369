import { realpathSync } from 'node:fs';

import { err, type KamiError, type Result } from '@kami/types';

import { findHostTools } from '../launch/host-tools.ts';
import { prepareCommandLine } from './command-line.ts';
import type { PrepareJob } from './job.ts';
import type { Message } from './message.ts';
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

/** Does one job in a prepare process of its own. Errors: that it did not start, end in time or answer in form. */
export async function startPrepareJob(
  { prepareEntry, deadlineMs, nodePath = process.execPath }: PreparerOptions,
  job: PrepareJob,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<Result<Message, KamiError>> {
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
}
