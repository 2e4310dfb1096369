import { spawn, type ChildProcess } from 'node:child_process';
import type { LaunchCommand } from './launch-command.ts';

/** Starts a program with an empty environment and one duplex pipe, its descriptor 3; its standard error is piped only when it is kept. */
export function spawnProcess(command: LaunchCommand, keepErrorOutput: boolean): ChildProcess {
  return spawn(command.file, command.args, {
    env: {},
    cwd: '/',
    stdio: ['ignore', 'ignore', keepErrorOutput ? 'pipe' : 'ignore', 'pipe'],
    windowsHide: true,
  });
}
