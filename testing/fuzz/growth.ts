import { readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { descendantsOf } from '../e2e/processes.ts';

/** What the process holds at a moment. */
export interface Holding {
  readonly heapMib: number;
  readonly rssMib: number;
  readonly descriptors: number;
  /** What keeps the event loop alive. */
  readonly resources: number;
  /** Executors and what they are started by. */
  readonly processes: number;
}

/** How much more may be held in the second half of a run: what a collector leaves lying, and processes in the making. */
const MARGINS: Holding = { heapMib: 24, rssMib: 96, descriptors: 24, resources: 24, processes: 6 };

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What the process holds, after a collection. */
export function measureHolding(): Holding {
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return {
    heapMib: (heapUsed + external) / 1024 / 1024,
    rssMib: rss / 1024 / 1024,
    descriptors: readdirSync('/proc/self/fd').length,
    resources: process.getActiveResourcesInfo().length,
    processes: descendantsOf(process.pid).length,
  };
}

/** The smallest of each kind: a reading may fall into the making of processes. */
export function leastOf(readings: readonly Holding[]): Holding {
  const least = (kind: keyof Holding): number => Math.min(...readings.map((reading) => reading[kind]));
  return {
    heapMib: least('heapMib'),
    rssMib: least('rssMib'),
    descriptors: least('descriptors'),
    resources: least('resources'),
    processes: least('processes'),
  };
}

/** What grew from one half of a run to the other by more than its margin. */
export function grown(first: Holding, second: Holding): readonly string[] {
  return (Object.keys(MARGINS) as (keyof Holding)[])
    .filter((kind) => second[kind] > first[kind] + MARGINS[kind])
    .map((kind) => `${kind} grew from ${first[kind].toFixed(1)} to ${second[kind].toFixed(1)}`);
}
