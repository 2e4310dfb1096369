import { findHostTools, type HostTools } from '../launch/host-tools.ts';
import { wallReason, wallRemedy, whyMissing, type WhyMissing } from '../walls/missing-wall.ts';
import { findSandbox } from '../walls/sandbox.ts';

/** A wall around executors, whether it stands on this host, and what would build it. */
export interface Wall {
  readonly name:
    | 'process'
    | 'node-permission'
    | 'cpu-limit'
    | 'memory-watch'
    | 'dies-with-host'
    | 'low-priority'
    | 'bubblewrap'
    | 'seccomp';
  readonly stands: boolean;
  /** What it keeps off, in half a sentence. */
  readonly keepsOff: string;
  /** Why it does not stand. */
  readonly reason?: string;
  /** How to get it where it does not stand. */
  readonly remedy?: string;
}

/**
 * Which walls this host has around every executor under the setting `sandbox.walls`. That bubblewrap works is not
 * known by this: only its start tells.
 */
export function detectWalls(
  setting: 'auto' | 'process' = 'auto',
  tools: HostTools = findHostTools(),
): readonly Wall[] {
  const onLinux = process.platform === 'linux';
  const found = findSandbox(tools);
  const sandboxed = typeof found !== 'string' && setting === 'auto';
  const missing = typeof found === 'string' && setting === 'auto' ? found : whyMissing('seccomp', setting);
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
      ...(onLinux ? {} : { remedy: 'run KAMI on Linux' }),
    },
    {
      name: 'cpu-limit',
      stands: tools.shell !== undefined,
      keepsOff: 'endless computing when nothing watches any more',
      ...(tools.shell === undefined ? { remedy: 'install a POSIX shell (sh)' } : {}),
    },
    {
      name: 'dies-with-host',
      stands: sandboxed || tools.setpriv !== undefined,
      keepsOff: 'running on after KAMI was killed',
      ...(sandboxed || tools.setpriv !== undefined
        ? {}
        : { remedy: onLinux ? 'install util-linux (setpriv)' : 'run KAMI on Linux' }),
    },
    { name: 'low-priority', stands: true, keepsOff: 'slowing down the rest of the machine for long' },
    outerWall('bubblewrap', sandboxed, missing, "the machine's files, network and processes, from any code"),
    outerWall(
      'seccomp',
      sandboxed && found.filter !== undefined,
      missing,
      'all system calls but those that computing and the pipe need',
    ),
  ];
}

function outerWall(
  name: 'bubblewrap' | 'seccomp',
  stands: boolean,
  missing: WhyMissing,
  keepsOff: string,
): Wall {
  if (stands) return { name, stands, keepsOff };
  return { name, stands, keepsOff, reason: wallReason(missing), remedy: wallRemedy(missing) };
}
