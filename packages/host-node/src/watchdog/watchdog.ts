import { Worker } from 'node:worker_threads';
import { armSlot, type ProcessBounds, type WatchdogGuard } from './arm-slot.ts';
import { SLOT_COUNT, openSlotTable, type SlotTable } from './slot-table.ts';

export type { ProcessBounds, WatchdogGuard } from './arm-slot.ts';
export type { KillReason } from './slot-table.ts';

/** The thread that kills processes over their bounds, however late the main loop is. */
export interface Watchdog extends AsyncDisposable {
  /** Sets bounds on a process. Throws when {@link SLOT_COUNT} processes have some already. */
  arm(pid: number, bounds: ProcessBounds): WatchdogGuard;
  /** To be called before the main loop may be held up: from now on the thread runs. */
  expectDelay(): void;
}

/**
 * When the thread starts: with the first bounds, for a process that serves; or with the first that still stand after
 * {@link PROMPT_MS}, for a command that makes one call and is otherwise idle. Measured: starting and ending the thread is
 * a tenth of the processor time of such a command.
 */
export type WatchdogStart = 'at-once' | 'when-needed';

/** How long the main loop alone looks after new bounds, in milliseconds; half of a deadline that is nearer. */
const PROMPT_MS = 100;

/**
 * The watchdog of a KAMI process, run from its program `entry`. The thread does not keep the process alive. When it
 * fails, the process ends by an uncaught error: nothing may run without it.
 */
export function createWatchdog(entry: URL, start: WatchdogStart = 'at-once'): Watchdog {
  const table = openSlotTable();
  let worker: Worker | undefined;
  const free = Array.from({ length: SLOT_COUNT }, (_, index) => SLOT_COUNT - 1 - index);
  const expectDelay = (): void => {
    worker ??= startThread(entry, table);
  };
  return {
    expectDelay,
    arm(pid, bounds) {
      const slot = free.pop();
      if (slot === undefined) throw new RangeError(`more than ${SLOT_COUNT} deadlines at the same time`);
      let timer: NodeJS.Timeout | undefined;
      const guard = armSlot(table, slot, pid, bounds, () => {
        clearTimeout(timer);
        free.push(slot);
      });
      if (start === 'at-once') expectDelay();
      else if (worker === undefined)
        timer = setTimeout(expectDelay, Math.min(PROMPT_MS, bounds.ms / 2)).unref();
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
