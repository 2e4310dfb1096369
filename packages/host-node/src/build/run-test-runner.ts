import { spawn } from 'node:child_process';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { binPath } from './bin-path.ts';

/** A program of Node's with its arguments, and where it runs. */
export interface TestRun {
  readonly args: readonly string[];
  /** Absolute path of the folder. */
  readonly folder: string;
  /** What is added to this process's environment. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Runs a test runner by this process's own Node, on this process's terminal, to its end; gives its exit code, 1 where a
 * signal ended it. On abort it is asked to end. Error: `KAMI_CANCELLED`, also where it was not begun.
 */
export async function runTestRunner(
  { args, folder, env }: TestRun,
  signal: AbortSignal,
): Promise<Result<number, KamiError>> {
  const interrupted = err(kamiError('KAMI_CANCELLED', 'The tests were interrupted.'));
  if (signal.aborted) return interrupted;
  const { promise, resolve } = Promise.withResolvers<Result<number, KamiError>>();
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, ...env, PATH: binPath(folder, process.env['PATH'] ?? '') },
    stdio: 'inherit',
  });
  // Ctrl-C at a terminal reaches it as well; a signal to this process alone does not.
  const end = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', end, { once: true });
  child.on('error', (cause) => {
    const message = `The test runner could not be started in ${JSON.stringify(folder)}.`;
    resolve(err(kamiError('KAMI_SOURCE_UNREADABLE', message, { cause })));
  });
  child.on('close', (code) => {
    signal.removeEventListener('abort', end);
    resolve(signal.aborted ? interrupted : ok(code ?? 1));
  });
  return promise;
}
