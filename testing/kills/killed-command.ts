import { watch } from 'node:fs';
import { execPath } from 'node:process';
import { spawn } from 'node:child_process';

import { kamiProgram, type TestHome } from '../e2e/kami.ts';

/** When a command is killed: at the k-th change that is seen in the home, or so many milliseconds after its start. */
export type KillPoint = { readonly change: number } | { readonly afterMs: number };

/** How a command that was to be killed ended. */
export interface KilledCommand {
  /** False when it ended before its point came. */
  readonly killed: boolean;
  readonly ms: number;
  /** Changes that were seen in the home. */
  readonly changes: number;
}

/** Runs `kami ARGS` and kills it with SIGKILL at a point; without one, to its end. */
export async function runAndKill(
  home: TestHome,
  args: readonly string[],
  point?: KillPoint,
): Promise<KilledCommand> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const started = performance.now();
  const child = spawn(execPath, [kamiProgram, ...args], { env: home.env, stdio: 'ignore' });
  let changes = 0;
  using _watcher = watchHome(home.path, () => {
    changes += 1;
    if (point !== undefined && 'change' in point && changes >= point.change) child.kill('SIGKILL');
  });
  const timer =
    point !== undefined && 'afterMs' in point
      ? setTimeout(() => child.kill('SIGKILL'), point.afterMs)
      : undefined;
  child.on('error', reject).on('close', (_code, signal) => resolve(signal === 'SIGKILL'));
  const killed = await promise;
  clearTimeout(timer);
  return { killed, ms: performance.now() - started, changes };
}

function watchHome(path: string, onChange: () => void): Disposable {
  const watcher = watch(path, { recursive: true }, onChange);
  // What goes while it is looked at is one change more.
  watcher.on('error', onChange);
  return { [Symbol.dispose]: () => watcher.close() };
}
