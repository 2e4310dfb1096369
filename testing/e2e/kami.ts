import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';

import { keepExaminations, lendExaminations } from './lent-examinations.ts';

/** The built command, as it is published. */
export const kamiProgram: string = fileURLToPath(
  new URL('../../packages/cli/dist/kami.cjs', import.meta.url),
);

/** How a command ended. */
export interface KamiResult {
  /** Absent when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A home in a temporary folder, removed when it is disposed. */
export interface TestHome extends Disposable {
  readonly path: string;
  /** The environment of a command that uses this home and nothing of the user's. */
  readonly env: Record<string, string>;
  /** Runs `kami ARGS` to its end. */
  run(args: readonly string[], input?: string): Promise<KamiResult>;
  /** Runs `kami ARGS` and throws, with what it printed, unless it exits with 0. */
  must(args: readonly string[]): Promise<KamiResult>;
}

/** The command line of the MCP server on stdio, for a client that starts it. */
export const serveCommand: readonly [string, string, string] = [execPath, kamiProgram, 'serve'];

/** How a home is made. */
export interface HomeOptions {
  /** Whether what other tests' homes found in a component counts in this one; true unless said. */
  readonly lends?: boolean;
}

/** Makes an empty home. */
export function makeTestHome({ lends = true }: HomeOptions = {}): TestHome {
  const folder = mkdtempSync(join(tmpdir(), 'kami-e2e-'));
  const environment = {
    PATH: env['PATH'] ?? '',
    HOME: folder,
    KAMI_HOME: join(folder, 'home'),
    NO_COLOR: '1',
    // A home of its own would have nothing compiled: each test's first command would do it again.
    ...(env['NODE_COMPILE_CACHE'] === undefined ? {} : { NODE_COMPILE_CACHE: env['NODE_COMPILE_CACHE'] }),
  };
  const run: TestHome['run'] = async (args, input) => {
    const source = lends && args[0] === 'install' ? args[1] : undefined;
    if (source !== undefined) await lendExaminations(environment.KAMI_HOME, source);
    const result = await runProgram([kamiProgram, ...args], environment, input);
    if (source !== undefined) keepExaminations(environment.KAMI_HOME);
    return result;
  };
  return {
    path: environment.KAMI_HOME,
    env: environment,
    run,
    async must(args) {
      const result = await run(args);
      if (result.code === 0) return result;
      throw new Error(`kami ${args.join(' ')} exited with ${result.code}:\n${result.stderr}${result.stdout}`);
    },
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a Node program to its end with exactly this environment, in a folder or the current one. */
export async function runProgram(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  input = '',
  folder?: string,
): Promise<KamiResult> {
  const { promise, resolve, reject } = Promise.withResolvers<KamiResult>();
  const child = spawn(execPath, args, { env: environment, stdio: 'pipe', cwd: folder });
  const printed = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
  child.stdin.on('error', () => undefined).end(input);
  child.on('error', reject).on('close', (code) => {
    resolve({ code, ...printed });
  });
  return promise;
}

/** The folder of an example tool. */
export function examplePath(name: string): string {
  return fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
}
