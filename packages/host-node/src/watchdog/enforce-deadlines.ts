import { NEVER, SLOT_COUNT, SLOT_STATES, sameGeneration, stateOf, type SlotTable } from './slot-table.ts';

/** Ends a process by its id. */
export type KillProcess = (pid: number) => void;

/** Kills what is over its deadline at `now`; gives the nearest deadline left, or {@link NEVER}. */
export function fireExpired(table: SlotTable, now: bigint, kill: KillProcess): bigint {
  let nearest = NEVER;
  for (let slot = 0; slot < SLOT_COUNT; slot++) {
    const word = Atomics.load(table.states, slot);
    if (stateOf(word) !== SLOT_STATES.armed) continue;
    const deadline = Atomics.load(table.deadlines, slot);
    const pid = Atomics.load(table.pids, slot);
    if (deadline > now) {
      if (deadline < nearest) nearest = deadline;
    } else if (Atomics.compareExchange(table.states, slot, word, sameGeneration(word, 'fired')) === word) {
      kill(pid);
    }
  }
  return nearest;
}

/**
 * Looks once, then sleeps until the nearest deadline or until a nearer one is set. Before it looks it
 * publishes {@link NEVER} as its wake-up time, so that a deadline set meanwhile always wakes it.
 */
export function enforceOnce(table: SlotTable, now: () => bigint, kill: KillProcess): void {
  const seen = Atomics.load(table.signal, 0);
  Atomics.store(table.nextWake, 0, NEVER);
  const nearest = fireExpired(table, now(), kill);
  Atomics.store(table.nextWake, 0, nearest);
  const timeout = nearest === NEVER ? Number.POSITIVE_INFINITY : Math.max(0, Number(nearest - now()) / 1e6);
  if (timeout > 0) Atomics.wait(table.signal, 0, seen, timeout);
}
