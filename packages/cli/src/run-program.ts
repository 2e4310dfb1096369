import { CommanderError, type Command } from 'commander';
import { kamiError, type KamiError } from '@kami/types';
import type { EarlyProcess } from '@kami/host-node/launch';
import type { App } from './app.ts';
import type { CommandResult } from './commands/command.ts';
import type { ComposeOptions } from './compose.ts';
import { createConsole, type Console } from './output/console.ts';
import type { ExitCode } from './output/exit-code.ts';
import { printError } from './output/print-error.ts';
import { buildProgram, type GlobalFlags } from './program.ts';
import type { Launch } from './program/launch.ts';
import { VERSION } from './version.ts';

/**
 * Runs the command line of a process to its end, the exit code included. `entry` is the address of the main module,
 * `early` an executor that was started already; it is ended when no command takes it.
 */
export async function runProgram(
  argv: readonly string[],
  entry: string,
  early?: EarlyProcess,
): Promise<void> {
  const console = createConsole({ stdout: process.stdout, stderr: process.stderr, env: process.env });
  endQuietlyWithoutReader();
  const launch: Launch = async (command, needs = {}) => {
    let abandoned = false;
    const start = { ...needs, early, abandonOutput: () => void (abandoned = true) };
    process.exitCode = await runCommand(command, program.opts<GlobalFlags>(), console, entry, start);
    // What waits in a pipe that nobody reads would keep the process for ever.
    if (abandoned) process.exit();
  };
  const program = buildProgram(VERSION, launch, argv[2]);
  throwInsteadOfExit(program);
  try {
    if (argv[2] === 'complete') await (await import('./completion.ts')).addCompletion(program, entry);
    await program.parseAsync(argv);
  } catch (thrown) {
    if (thrown instanceof CommanderError) process.exitCode = thrown.exitCode === 0 ? 0 : 2;
    else process.exitCode = printError(console, internal(thrown), false);
  } finally {
    early?.discard();
  }
}

/** Usage errors of every command, however deep, end with KAMI's own exit code. */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  for (const below of command.commands) throwInsteadOfExit(below);
}

async function runCommand(
  command: (app: App) => CommandResult,
  flags: GlobalFlags,
  console: Console,
  entry: string,
  start: Pick<ComposeOptions, 'early' | 'abandonOutput' | 'leavesHome' | 'home'>,
): Promise<ExitCode> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const asJson = flags.json === true;
  const { composeApp } = await import('./compose.ts');
  const app = await composeApp({
    flags,
    console,
    signal: controller.signal,
    entry,
    version: VERSION,
    ...start,
  });
  if (!app.ok) return printError(console, app.error, asJson);
  try {
    const result = await command(app.value);
    return result.ok ? result.value : printError(console, result.error, asJson);
  } catch (thrown) {
    app.value.log.log('error', 'defect', { error: thrown });
    return printError(console, internal(thrown), asJson);
  } finally {
    await app.value.close();
  }
}

function internal(cause: unknown): KamiError {
  const what = cause instanceof Error ? cause.message : String(cause);
  return kamiError('KAMI_INTERNAL', `KAMI has a defect: ${what}`, {
    cause,
    hint: 'Please report it with the output of: kami doctor --json',
  });
}

/** A reader that went away (`kami log | head`) ends the process without a word. */
function endQuietlyWithoutReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  });
  process.stderr.on('error', () => {
    // Nobody reads what goes beside the result: the command goes on.
  });
}
