/**
 * Program of the watchdog thread: it holds all deadlines and memory limits, lowers the priority of what works for long,
 * and does nothing else, so that a late main loop never makes a kill late.
 */
import { kill } from 'node:process';
import { workerData } from 'node:worker_threads';
import { forbidCodeFromText } from '@kami/types';
import { enforceOnce, type Enforcement } from './enforce-once.ts';
import { createLongWork } from './long-work.ts';
import { openSlotTable } from './slot-table.ts';
import { takenMemory } from './taken-memory.ts';
import { createMemoryWatch } from './watch-memory.ts';
import { yieldToOthers } from './yield-to-others.ts';

forbidCodeFromText();
const buffer: unknown = workerData;
if (!(buffer instanceof SharedArrayBuffer)) throw new TypeError('the watchdog needs its slot table');
const table = openSlotTable(buffer);
const enforcement: Enforcement = {
  table,
  memory: createMemoryWatch(table, takenMemory, killProcess, createLongWork(yieldToOthers)),
  now: () => process.hrtime.bigint(),
  kill: killProcess,
};

for (;;) enforceOnce(enforcement);

function killProcess(pid: number): void {
  try {
    kill(pid, 'SIGKILL');
  } catch {
    // The process is gone already: what the deadline asked for.
  }
}
