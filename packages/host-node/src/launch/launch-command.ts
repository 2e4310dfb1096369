/**
 * Threat: an executor that was broken out of outlives its host, burns processors, fills disks with dumps.
 * Rule: the process starts with no permission, and with every wall that this host's tools can build.
 */
import { bubblewrapCommand } from '../walls/bubblewrap.ts';
import type { Sandbox } from '../walls/sandbox.ts';
import type { HostTools } from './host-tools.ts';

/** What to start: a program by absolute path and its arguments. */
export interface LaunchCommand {
  readonly file: string;
  readonly args: readonly string[];
}

/** Node's permission model with nothing permitted. */
export const ZERO_PERMISSION: readonly string[] = ['--permission'];

/**
 * Room for new objects, in MiB: a first call does not fill it, where else the engine looks for garbage once in each, which
 * takes 3 ms; and it never grows (measured: over 20,000 calls executors stay flat, by 4 to 5 % more without a bound). It is
 * no part of what compiled code is made for.
 */
export const NEW_OBJECTS: readonly string[] = ['--min-semi-space-size=8', '--max-semi-space-size=8'];

/** What an executor is started with. */
export interface LaunchSettings {
  /** The Node binary. */
  readonly node: string;
  /** Absolute path of the executor's program, one file. */
  readonly entry: string;
  /** Seconds of processor time in the process's life; SIGXCPU, then SIGKILL five seconds later. */
  readonly cpuSeconds: number;
  /** What to put around it; nothing for a process without permissions alone. */
  readonly sandbox: Sandbox | undefined;
  /** Node's options: {@link ZERO_PERMISSION}, but in the test of what stands behind it. */
  readonly nodeOptions: readonly string[];
}

/**
 * The command line of an executor: `sh` sets limits, bubblewrap or else `setpriv` the death signal, then Node with its
 * options.
 */
export function launchCommand(tools: HostTools, settings: LaunchSettings): LaunchCommand {
  const { sandbox, entry, nodeOptions } = settings;
  const chain =
    sandbox === undefined
      ? [...deathSignal(tools), settings.node, ...nodeOptions, entry]
      : bubblewrapCommand({ ...sandbox, entry, nodeOptions, filtered: sandbox.filter !== undefined });
  const cpu = Math.max(1, Math.ceil(settings.cpuSeconds));
  const limits = `unset PWD OLDPWD SHLVL; ulimit -c 0; ulimit -f 0; ulimit -t ${cpu + 5}; ulimit -S -t ${cpu}; exec "$@"`;
  const [file = settings.node, ...args] =
    tools.shell === undefined ? chain : [tools.shell, '-c', limits, 'sh', ...chain];
  return { file, args };
}

function deathSignal({ setpriv }: HostTools): readonly string[] {
  return setpriv === undefined ? [] : [setpriv, '--no-new-privs', '--pdeathsig', 'KILL'];
}
