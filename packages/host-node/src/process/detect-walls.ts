import { findHostTools, type HostTools } from '../launch/host-tools.ts';

/** A wall around executors, whether it stands on this host, and what would build it. */
export interface Wall {
  readonly name:
    | 'process'
    | 'node-permission'
    | 'cpu-limit'
    | 'memory-watch'
    | 'dies-with-host'
    | 'low-priority'
    | 'bubblewrap';
  readonly stands: boolean;
  /** What it keeps off, in half a sentence. */
  readonly keepsOff: string;
  /** How to get it where it does not stand. */
  readonly remedy?: string;
}

/** Which walls stand around every executor that {@link findHostTools} allows on this host. */
export function detectWalls(tools: HostTools = findHostTools()): readonly Wall[] {
  const onLinux = process.platform === 'linux';
  return [
    { name: 'process', stands: true, keepsOff: "reading the host's memory; a kill that cannot be refused" },
    {
      name: 'node-permission',
      stands: true,
      keepsOff: 'files, network, child processes and native code from Node',
    },
    {
      name: 'memory-watch',
      stands: onLinux,
      keepsOff: 'memory that a tool makes its process take beside its own',
      ...(onLinux ? {} : { remedy: 'only Linux has it' }),
    },
    wall(
      'cpu-limit',
      tools.shell,
      'endless computing when nothing watches any more',
      'install a POSIX shell (sh)',
    ),
    wall(
      'dies-with-host',
      tools.setpriv,
      'running on after KAMI was killed',
      onLinux ? 'install util-linux (setpriv)' : 'only Linux has it',
    ),
    { name: 'low-priority', stands: true, keepsOff: 'slowing down the rest of the machine for long' },
    {
      name: 'bubblewrap',
      stands: false,
      keepsOff: 'system calls and other processes',
      remedy: 'not used by this version',
    },
  ];
}

function wall(name: Wall['name'], tool: string | undefined, keepsOff: string, remedy: string): Wall {
  return tool === undefined ? { name, stands: false, keepsOff, remedy } : { name, stands: true, keepsOff };
}
