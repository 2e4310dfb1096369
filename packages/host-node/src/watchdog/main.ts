/**
 * Program of the watchdog thread: it holds all deadlines and does nothing else, so that a late main
 * loop never makes a deadline late.
 */
import { kill } from 'node:process';
import { workerData } from 'node:worker_threads';
import { enforceOnce } from './enforce-deadlines.ts';
import { openSlotTable } from './slot-table.ts';

const buffer: unknown = workerData;
if (!(buffer instanceof SharedArrayBuffer)) throw new TypeError('the watchdog needs its slot table');
const table = openSlotTable(buffer);

function killProcess(pid: number): void {
  try {
    kill(pid, 'SIGKILL');
  } catch {
    // The process is gone already: what the deadline asked for.
  }
}

for (;;) enforceOnce(table, () => process.hrtime.bigint(), killProcess);
