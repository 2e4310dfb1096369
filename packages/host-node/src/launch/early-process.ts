import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { executorCommand, type ExecutorProgram } from './executor-command.ts';
import { spawnProcess } from './spawn-process.ts';

/** The descriptor of an executor's pipe. */
const PIPE = 3;

/** An executor process that was started before anything that talks to it was loaded. */
export interface EarlyProcess {
  /** The process, once, when it still runs and was started with this command; nothing otherwise, and then it is ended. */
  take(command: readonly string[]): ChildProcess | undefined;
  /** Ends the process when nobody took it. */
  discard(): void;
}

/** Starts an executor at once: its boot then passes while the host is still loading. */
export function startEarly(program: ExecutorProgram): EarlyProcess {
  const command = executorCommand(program);
  let child: ChildProcess | undefined = spawnProcess(command, false);
  child.on('error', () => {
    child = undefined;
  });
  child.unref();
  const discard = (): void => {
    if (child !== undefined) endUnused(child);
    child = undefined;
  };
  return {
    discard,
    take(wanted) {
      const early = child;
      const same = JSON.stringify(wanted) === JSON.stringify([command.file, ...command.args]);
      if (!same || early?.exitCode !== null || early.signalCode !== null) {
        discard();
        return undefined;
      }
      child = undefined;
      early.ref();
      return early;
    },
  };
}

/**
 * Ends an executor that nobody has spoken to, by closing its pipe: it leaves at the end of its input. A signal could hit
 * bubblewrap while it sets its sandbox up, which would leave its other process waiting for ever.
 */
function endUnused(child: ChildProcess): void {
  const pipe = child.stdio[PIPE];
  if (pipe instanceof Socket) pipe.destroy();
  else child.kill('SIGKILL');
}
