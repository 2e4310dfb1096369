import { Worker } from 'node:worker_threads';
import { armSlot, type WatchdogGuard } from './arm-slot.ts';
import { SLOT_COUNT, openSlotTable, type SlotTable } from './slot-table.ts';

export type { WatchdogGuard } from './arm-slot.ts';

/** The thread that kills processes at their deadlines, however late the main loop is. */
export interface Watchdog extends AsyncDisposable {
  /** Sets a deadline `ms` milliseconds from now. Throws when {@link SLOT_COUNT} deadlines stand already. */
  arm(pid: number, ms: number): WatchdogGuard;
}

/**
 * The watchdog of a KAMI process, run from its program `entry`. The thread starts with the first deadline
 * (it costs the main loop some milliseconds that pass while the first executor boots) and does not keep
 * the process alive. When it fails, the process ends by an uncaught error: nothing may run without it.
 */
export function createWatchdog(entry: URL): Watchdog {
  const table = openSlotTable();
  let worker: Worker | undefined;
  const free = Array.from({ length: SLOT_COUNT }, (_, index) => SLOT_COUNT - 1 - index);
  return {
    arm(pid, ms) {
      const slot = free.pop();
      if (slot === undefined) throw new RangeError(`more than ${SLOT_COUNT} deadlines at the same time`);
      const guard = armSlot(table, slot, pid, ms, () => free.push(slot));
      worker ??= startThread(entry, table);
      return guard;
    },
    async [Symbol.asyncDispose]() {
      await worker?.terminate();
    },
  };
}

function startThread(entry: URL, table: SlotTable): Worker {
  const worker = new Worker(entry, { workerData: table.buffer, name: 'kami-watchdog', execArgv: [] });
  worker.unref();
  worker.on('error', (cause) => {
    throw new Error('the watchdog thread failed', { cause });
  });
  return worker;
}
