import { Worker } from 'node:worker_threads';
import { NEVER, SLOT_COUNT, SLOT_STATES, nextWord, openSlotTable, stateOf, type SlotTable } from './slot-table.ts';

/** A deadline on a process. Disarm it before its process id can belong to another process. */
export interface WatchdogGuard {
  /** Whether the process was killed at its deadline. */
  fired(): boolean;
  /** Lets the time left stand still. */
  suspend(): void;
  /** Lets the time left run on. */
  resume(): void;
  /** Takes the deadline away; gives whether it had fired. Further uses do nothing. */
  disarm(): boolean;
}

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

function armSlot(table: SlotTable, slot: number, pid: number, ms: number, release: () => void): WatchdogGuard {
  let left = BigInt(Math.max(0, Math.ceil(ms * 1e6)));
  let armed = true;
  const word = (): number => Atomics.load(table.states, slot);
  const fired = (): boolean => stateOf(word()) === SLOT_STATES.fired;
  const moveTo = (state: 'free' | 'suspended'): boolean => {
    const seen = word();
    if (stateOf(seen) === SLOT_STATES.fired) return false;
    return Atomics.compareExchange(table.states, slot, seen, nextWord(seen, state)) === seen;
  };
  const start = (): void => {
    const deadline = process.hrtime.bigint() + left;
    Atomics.store(table.deadlines, slot, deadline < NEVER ? deadline : NEVER - 1n);
    Atomics.store(table.pids, slot, pid);
    Atomics.store(table.states, slot, nextWord(word(), 'armed'));
    if (deadline >= Atomics.load(table.nextWake, 0)) return;
    Atomics.add(table.signal, 0, 1);
    Atomics.notify(table.signal, 0);
  };
  let outcome = false;
  start();
  return {
    fired: () => (armed ? fired() : outcome),
    suspend() {
      if (!armed || stateOf(word()) !== SLOT_STATES.armed || !moveTo('suspended')) return;
      left = Atomics.load(table.deadlines, slot) - process.hrtime.bigint();
    },
    resume() {
      if (armed && stateOf(word()) === SLOT_STATES.suspended) start();
    },
    disarm() {
      if (!armed) return outcome;
      outcome = !moveTo('free');
      if (outcome) Atomics.store(table.states, slot, nextWord(word(), 'free'));
      armed = false;
      release();
      return outcome;
    },
  };
}
