/**
 * Threat: an executor that was broken out of outlives its host, burns processors, fills disks with dumps.
 * Rule: the process starts with no permission, and with every wall that this host's tools can build.
 */
import type { HostTools } from './host-tools.ts';

/** What to start: a program by absolute path and its arguments. */
export interface LaunchCommand {
  readonly file: string;
  readonly args: readonly string[];
}

/** What an executor is started with. */
export interface LaunchSettings {
  /** The Node binary. */
  readonly node: string;
  /** Absolute path of the executor's program, one file. */
  readonly entry: string;
  /** Seconds of processor time in the process's life; SIGXCPU, then SIGKILL five seconds later. */
  readonly cpuSeconds: number;
}

/** The command line of an executor: `sh` sets limits, `setpriv` the death signal, then Node without permissions. */
export function launchCommand(tools: HostTools, settings: LaunchSettings): LaunchCommand {
  const chain = [
    ...(tools.setpriv === undefined ? [] : [tools.setpriv, '--no-new-privs', '--pdeathsig', 'KILL']),
    settings.node,
    '--permission',
    settings.entry,
  ];
  const cpu = Math.max(1, Math.ceil(settings.cpuSeconds));
  const limits = `unset PWD OLDPWD SHLVL; ulimit -c 0; ulimit -f 0; ulimit -t ${cpu + 5}; ulimit -S -t ${cpu}; exec "$@"`;
  const [file = settings.node, ...args] =
    tools.shell === undefined ? chain : [tools.shell, '-c', limits, 'sh', ...chain];
  return { file, args };
}
