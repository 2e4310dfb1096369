import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { kamiError, type KamiError } from '@kami/types';

/** The shell's exit codes for a command that is not there, and for one that may not be run (POSIX, Shell 2.8.2). */
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

/** The error of a command that ended otherwise than with 0. */
export function commandFailure(
  command: string,
  folder: string,
  code: number | null,
  endedBy: string | null,
): KamiError {
  const shown = JSON.stringify(command);
  const data = code === null ? { command, signal: endedBy ?? '' } : { command, exitCode: code };
  if (code === NOT_FOUND) {
    const message = `The build failed: the shell found no program for ${shown} (exit code ${code}).`;
    return kamiError('KAMI_BUILD_FAILED', message, { data, hint: missingProgramHint(folder) });
  }
  if (code === NOT_EXECUTABLE) {
    const message = `The build failed: what ${shown} names may not be run (exit code ${code}).`;
    return kamiError('KAMI_BUILD_FAILED', message, { data });
  }
  const how = code === null ? `was ended by ${endedBy ?? 'a signal'}` : `ended with exit code ${code}`;
  return kamiError('KAMI_BUILD_FAILED', `The build failed: ${shown} ${how}.`, {
    data,
    hint: 'What it printed above says why.',
  });
}

/** The error of a command whose shell could not be started. */
export function spawnFailure(folder: string, cause: Error): KamiError {
  const code = 'code' in cause ? String(cause.code) : cause.message;
  const message = `The build failed: no shell could be started in ${JSON.stringify(folder)} (${code}).`;
  return kamiError('KAMI_BUILD_FAILED', message, { cause });
}

function missingProgramHint(folder: string): string {
  const hasPackages = existsSync(join(folder, 'package.json'));
  return hasPackages && !existsSync(join(folder, 'node_modules'))
    ? 'The packages of the folder are not installed; install them, for example with: npm install'
    : 'Install it, or write another command under [build] in tool.toml.';
}
