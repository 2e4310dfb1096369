import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { execPath } from 'node:process';

import { vi } from 'vitest';

import { type KamiResult, kamiProgram, type TestHome } from './kami.ts';
import { type ChildProcessEntry, descendantsOf } from './processes.ts';

/** A `kami` command while it runs; killed when it is disposed. */
export interface RunningCommand extends AsyncDisposable {
  readonly pid: number;
  readonly child: ChildProcessWithoutNullStreams;
  /** How it ended. */
  readonly ended: Promise<KamiResult>;
  /** Resolves when one of its descendants has these words in its command line; gives all of its descendants. */
  untilChild(words: string): Promise<readonly ChildProcessEntry[]>;
}

/** Starts `kami ARGS` and leaves its standard input open. */
export function startKami(home: Pick<TestHome, 'env'>, args: readonly string[]): RunningCommand {
  const child = spawn(execPath, [kamiProgram, ...args], { env: home.env, stdio: 'pipe' });
  const printed = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
  child.stdin.on('error', () => undefined);
  const { promise: ended, resolve } = Promise.withResolvers<KamiResult>();
  child.on('close', (code) => {
    resolve({ code, ...printed });
  });
  const pid = child.pid ?? 0;
  return {
    pid,
    child,
    ended,
    untilChild: async (words) =>
      vi.waitUntil(
        () => {
          const children = descendantsOf(pid);
          return children.some(({ command }) => command.includes(words)) && children;
        },
        { timeout: 15_000, interval: 10 },
      ),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
