import { CommanderError, type Command } from 'commander';
import { kamiError, type KamiError } from '@kami/types';
import type { EarlyProcess } from '@kami/host-node/launch';
import type { App } from './app.ts';
import type { CommandResult } from './commands/command.ts';
import { createConsole, type Console } from './output/console.ts';
import type { ExitCode } from './output/exit-code.ts';
import { printError } from './output/print-error.ts';
import { buildProgram, type GlobalFlags } from './program.ts';
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
  const program = buildProgram(VERSION, async (command) => {
    process.exitCode = await runCommand(command, program.opts<GlobalFlags>(), console, entry, early);
  });
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

/** Commander ends the process by itself unless every command, those below others too, is told not to. */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  for (const below of command.commands) throwInsteadOfExit(below);
}

async function runCommand(
  command: (app: App) => CommandResult,
  flags: GlobalFlags,
  console: Console,
  entry: string,
  early: EarlyProcess | undefined,
): Promise<ExitCode> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const asJson = flags.json === true;
  const { composeApp } = await import('./compose.ts');
  const app = await composeApp({ flags, console, signal: controller.signal, entry, version: VERSION, early });
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
