import { readdirSync } from 'node:fs';

import { descendantsOf, privateKib } from '../e2e/processes.ts';

/** What a server and the processes below it hold at one moment. */
export interface Usage {
  /** Open descriptors of the server. */
  readonly descriptors: number;
  /** Processes below the server. */
  readonly processes: number;
  /** Private memory of the server, in KiB. */
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
    serverKib: privateKib(pid) ?? 0,
    executorsKib: below.reduce((sum, child) => sum + (privateKib(child) ?? 0), 0),
  };
}
