import { startEarly, type EarlyProcess } from '@kami/host-node/launch';
import { executorProgram } from './executor-program.ts';
import { programFiles } from './program-files.ts';

/** Starts an executor while the rest of KAMI is still to be loaded: its boot is most of what a cold call costs. */
export function startExecutorEarly(entry: string): EarlyProcess {
  return startEarly(executorProgram(programFiles(entry)));
}
