import { fileURLToPath } from 'node:url';
import { findSandbox, type ExecutorWall, type Sandbox } from '../walls/sandbox.ts';
import { findHostTools } from './host-tools.ts';
import { launchCommand, NEW_OBJECTS, ZERO_PERMISSION, type LaunchCommand } from './launch-command.ts';

/** Seconds of processor time in an executor's life, a backstop for when neither watchdog nor host is there any more. */
const DEFAULT_CPU_SECONDS = 3600;

/** What an executor process is started with. */
export interface ExecutorProgram {
  /** The file that Node starts: one file, since the process may read nothing else. */
  readonly entry: URL;
  /** What that file evaluates, where it takes its program from a descriptor (`executor/boot`). */
  readonly body?: URL;
  /** Path of the compiled code of `body`, as `keepExecutorCode` keeps it; compiled at each start where there is none. */
  readonly code?: string | undefined;
  /** Seconds of processor time in a process's life; {@link DEFAULT_CPU_SECONDS} unless said. */
  readonly cpuSeconds?: number;
  /** The walls around it: all that this host has, unless the process without permissions alone is wanted. */
  readonly walls?: 'auto' | 'process';
}

/** How to start an executor, and behind which walls it then stands. */
export interface ExecutorCommand extends LaunchCommand {
  readonly walls: readonly ExecutorWall[];
  /** What bubblewrap reads on its own descriptor; absent without the wall `seccomp`. */
  readonly filter?: Uint8Array;
  /** Files that the process inherits open: its program, and the code compiled for it. */
  readonly program?: { readonly source: string; readonly code: string | undefined };
}

/** The command line of an executor behind every wall that this host has and `program.walls` leaves. */
export function executorCommand(program: ExecutorProgram): ExecutorCommand {
  const tools = findHostTools();
  const found = program.walls === 'process' ? undefined : findSandbox(tools);
  const sandbox = typeof found === 'string' ? undefined : found;
  const command = launchCommand(tools, {
    node: process.execPath,
    entry: fileURLToPath(program.entry),
    cpuSeconds: program.cpuSeconds ?? DEFAULT_CPU_SECONDS,
    sandbox,
    nodeOptions: [...ZERO_PERMISSION, ...NEW_OBJECTS],
  });
  const filter = sandbox?.filter;
  const { body, code } = program;
  return {
    ...command,
    walls: wallsOf(sandbox),
    ...(filter === undefined ? {} : { filter }),
    ...(body === undefined ? {} : { program: { source: fileURLToPath(body), code } }),
  };
}

function wallsOf(sandbox: Sandbox | undefined): readonly ExecutorWall[] {
  if (sandbox === undefined) return ['process'];
  return ['process', 'bubblewrap', ...(sandbox.filter === undefined ? [] : (['seccomp'] as const))];
}
