import { readdirSync, readFileSync } from 'node:fs';

import { descendantsOf } from '../e2e/processes.ts';

/** What a server and the processes below it hold at one moment. */
export interface Usage {
  /** Open descriptors of the server. */
  readonly descriptors: number;
  /** Processes below the server. */
  readonly processes: number;
  /** Private memory of the server, in KiB (`Private_*` of `smaps_rollup`, proc_pid_smaps(5)). */
  readonly serverKib: number;
  /** Private memory of the processes below it, together, in KiB. */
  readonly executorsKib: number;
}

/** Reads what a server holds. */
export function readUsage(pid: number): Usage {
  const below = descendantsOf(pid).map((entry) => entry.pid);
  return {
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    processes: below.length,
    serverKib: privateKib(pid),
    executorsKib: below.reduce((sum, child) => sum + privateKib(child), 0),
  };
}

/** Private memory of a process in KiB; 0 when it is gone. */
function privateKib(pid: number): number {
  try {
    const lines = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').matchAll(/^Private_\w+:\s+(\d+) kB$/gmu);
    return [...lines].reduce((sum, [, kib]) => sum + Number(kib), 0);
  } catch {
    return 0;
  }
}
