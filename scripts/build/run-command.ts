import { spawn } from 'node:child_process';

import { passSignals } from './pass-signals.ts';
import { workspaceRoot } from './workspace-root.ts';

/** How a command ended, with its standard output and error interleaved. */
export interface CommandResult {
  readonly exitCode: number;
  readonly output: string;
}

/** Where and with what a command runs. */
export interface CommandOptions {
  /** Relative to the workspace root. */
  readonly folder?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program found on PATH or in the workspace's `.bin`; a program that cannot start has exit code 127. */
export async function runCommand(
  command: readonly [string, ...string[]],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { promise, resolve } = Promise.withResolvers<CommandResult>();
  const [file, ...args] = command;
  const child = spawn(file, args, {
    cwd: `${workspaceRoot}/${options.folder ?? ''}`,
    env: { ...process.env, ...options.env },
    shell: process.platform === 'win32' && file !== 'node',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  passSignals(child);
  let output = '';
  const collect = (text: string): void => {
    output += text;
  };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  child.on('error', (error) => {
    resolve({ exitCode: 127, output: `${file}: ${error.message}\n` });
  });
  child.on('close', (code) => {
    resolve({ exitCode: code ?? 1, output });
  });
  return promise;
}

/** Runs a command and throws with its output when it fails: for steps without which the build cannot go on. */
export async function requireCommand(
  command: readonly [string, ...string[]],
  options: CommandOptions = {},
): Promise<void> {
  const result = await runCommand(command, options);
  if (result.exitCode !== 0) {
    throw new Error(`${command.join(' ')} (in ${options.folder ?? '.'}) failed:\n${result.output}`);
  }
}
