import { fileURLToPath } from 'node:url';
import { findHostTools } from './host-tools.ts';
import { launchCommand, type LaunchCommand } from './launch-command.ts';

/** Seconds of processor time in an executor's life, a backstop for when neither watchdog nor host is there any more. */
const DEFAULT_CPU_SECONDS = 3600;

/** What an executor process is started with. */
export interface ExecutorProgram {
  /** The executor's program: one file, since the process may read nothing else. */
  readonly entry: URL;
  /** The Node binary; this process's own unless said. */
  readonly node?: string;
  /** Seconds of processor time in a process's life; {@link DEFAULT_CPU_SECONDS} unless said. */
  readonly cpuSeconds?: number;
}

/** The command line of an executor behind every wall that this host has. */
export function executorCommand(program: ExecutorProgram): LaunchCommand {
  return launchCommand(findHostTools(), {
    node: program.node ?? process.execPath,
    entry: fileURLToPath(program.entry),
    cpuSeconds: program.cpuSeconds ?? DEFAULT_CPU_SECONDS,
  });
}
