import { spawn, type ChildProcess } from 'node:child_process';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { binPath } from './bin-path.ts';
import { commandFailure, spawnFailure } from './translate-error.ts';

/** How long a command may take to end after Ctrl-C (milliseconds), before all of its processes are killed. */
const ENDING_MS = 2000;

/** A line for the system's shell, and where it runs. */
export interface BuildCommand {
  readonly command: string;
  /** Absolute path of the folder. */
  readonly folder: string;
  /** What is added to this process's environment. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Runs a command of a project by the system's shell; all that it prints goes to this process's standard error. On abort
 * every process of it is asked to end, as Ctrl-C asks, and killed after 2 s or at the next Ctrl-C. Errors:
 * `KAMI_BUILD_FAILED` with the exit code, `KAMI_CANCELLED`.
 */
export async function runBuildCommand(
  { command, folder, env }: BuildCommand,
  signal: AbortSignal,
): Promise<Result<void, KamiError>> {
  if (signal.aborted) return err(interrupted());
  const { promise, resolve } = Promise.withResolvers<Result<void, KamiError>>();
  const child = spawn(command, {
    cwd: folder,
    env: { ...process.env, ...env, PATH: binPath(folder, process.env['PATH'] ?? '') },
    shell: true,
    stdio: ['ignore', process.stderr, process.stderr],
    windowsHide: true,
    // A group of its own: whatever the shell started is ended with it.
    detached: process.platform !== 'win32',
  });
  const ending = endOnAbort(child, signal);
  child.on('error', (cause) => resolve(err(spawnFailure(folder, cause))));
  child.on('close', (code, endedBy) => {
    ending[Symbol.dispose]();
    if (signal.aborted) resolve(err(interrupted()));
    else if (code === 0) resolve(ok(undefined));
    else resolve(err(commandFailure(command, folder, code, endedBy)));
  });
  return promise;
}

function endOnAbort(child: ChildProcess, signal: AbortSignal): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const kill = (): void => signalGroup(child, 'SIGKILL');
  const end = (): void => {
    signalGroup(child, 'SIGINT');
    timer = setTimeout(kill, ENDING_MS);
    process.once('SIGINT', kill).once('SIGTERM', kill);
  };
  signal.addEventListener('abort', end, { once: true });
  return {
    [Symbol.dispose]() {
      signal.removeEventListener('abort', end);
      clearTimeout(timer);
      process.off('SIGINT', kill).off('SIGTERM', kill);
      // The shell is gone; what it left behind must not write into the folder any more.
      if (signal.aborted) kill();
    },
  };
}

function signalGroup(child: ChildProcess, name: 'SIGINT' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    child.kill(name);
    return;
  }
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    // Every process of the group has ended.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function interrupted(): KamiError {
  return kamiError('KAMI_CANCELLED', 'The build was interrupted.');
}
