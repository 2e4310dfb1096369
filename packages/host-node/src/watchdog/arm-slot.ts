import { NEVER, SLOT_STATES, nextWord, stateOf, type SlotTable } from './slot-table.ts';

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

/**
 * Sets a deadline in a slot and wakes the thread when it would look too late: the signal word changes
 * first, so that a thread that is about to sleep does not. `release` is called when the slot is free again.
 */
export function armSlot(
  table: SlotTable,
  slot: number,
  pid: number,
  ms: number,
  release: () => void,
): WatchdogGuard {
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
