import { readFileSync } from 'node:fs';
import type { HostTools } from '../launch/host-tools.ts';
import { findNodeFiles, type NodeFiles } from './node-files.ts';
import { seccompFilter } from './seccomp-filter.ts';

/** A wall around executors that a configuration can ask for. */
export type ExecutorWall = 'process' | 'bubblewrap' | 'seccomp';

/** What a sandbox is made from. */
export interface Sandbox {
  readonly bwrap: string;
  readonly files: NodeFiles;
  /** The seccomp filter; absent where KAMI has none for this processor. */
  readonly filter: Uint8Array | undefined;
}

/** Why there is no sandbox: another system than Linux, no bubblewrap, a kernel that refuses it, a Node that does not tell what it is made of. */
export type NoSandbox = 'system' | 'program' | 'kernel' | 'node';

/** Settings of the kernel by which it gives user namespaces to nobody: user_namespaces(7), and a switch of Debian's kernels. */
const NAMESPACE_SWITCHES = [
  '/proc/sys/user/max_user_namespaces',
  '/proc/sys/kernel/unprivileged_userns_clone',
];

/**
 * What this host has for a sandbox, by looks that cost less than a millisecond. That bubblewrap is there does not say that it
 * works: a container or AppArmor may refuse it, which only its start tells.
 */
export function findSandbox({ bwrap }: HostTools): Sandbox | NoSandbox {
  if (process.platform !== 'linux') return 'system';
  if (bwrap === undefined) return 'program';
  if (NAMESPACE_SWITCHES.some(isOff)) return 'kernel';
  const files = findNodeFiles();
  return files === undefined ? 'node' : { bwrap, files, filter: seccompFilter(process.arch) };
}

function isOff(path: string): boolean {
  try {
    return readFileSync(path, 'latin1').trim() === '0';
  } catch {
    return false;
  }
}
