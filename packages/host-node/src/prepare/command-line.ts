/**
 * Threat: the prepare process works on untrusted bytes with a large library. Rule: it may read its own
 * code and nothing else, has an empty environment, bounded memory and processor time, yields to
 * everything else, and dies with the host.
 */
import type { HostTools } from '../launch/host-tools.ts';
import type { LaunchCommand } from '../launch/launch-command.ts';

/** Old-generation heap of the process, in MiB: components of 12 MB were transpiled in 290 MB of process. */
const HEAP_MB = 1024;
/** Data segment (RLIMIT_DATA), in KiB: heap, WebAssembly memories of the transpiler and copies of the bytes. */
const DATA_KIB: number = 2 * 1024 * 1024;

/** What a prepare process is started with. */
export interface PrepareLaunch {
  /** The Node binary. */
  readonly node: string;
  /** Absolute path of the prepare process's program. */
  readonly entry: string;
  /** Folders that it may read. */
  readonly readRoots: readonly string[];
  /** Seconds of processor time; they end it even when no host is left to do so. */
  readonly cpuSeconds: number;
}

/** The command line of a prepare process, with every wall that this host's tools can build. */
export function prepareCommandLine(tools: HostTools, launch: PrepareLaunch): LaunchCommand {
  const chain = [
    ...(tools.setpriv === undefined ? [] : [tools.setpriv, '--no-new-privs', '--pdeathsig', 'KILL']),
    ...(tools.nice === undefined ? [] : [tools.nice, '-n', '10']),
    launch.node,
    '--permission',
    ...launch.readRoots.map((root) => `--allow-fs-read=${root}`),
    `--max-old-space-size=${HEAP_MB}`,
    launch.entry,
  ];
  const limits = `unset PWD OLDPWD SHLVL; ulimit -c 0; ulimit -f 0; ulimit -t ${launch.cpuSeconds}; ulimit -d ${DATA_KIB}; exec "$@"`;
  const [file = launch.node, ...args] =
    tools.shell === undefined ? chain : [tools.shell, '-c', limits, 'sh', ...chain];
  return { file, args };
}
