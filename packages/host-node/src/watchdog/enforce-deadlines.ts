import {
  KILL_REASONS,
  NEVER,
  SLOT_COUNT,
  SLOT_STATES,
  sameGeneration,
  stateOf,
  type KillReason,
  type SlotTable,
} from './slot-table.ts';

/** Ends a process by its id. */
export type KillProcess = (pid: number) => void;

/** Kills what is over its deadline at `now`; gives the nearest deadline left, or {@link NEVER}. */
export function fireExpired(table: SlotTable, now: bigint, kill: KillProcess): bigint {
  let nearest = NEVER;
  for (let slot = 0; slot < SLOT_COUNT; slot++) {
    const word = Atomics.load(table.states, slot);
    if (stateOf(word) !== SLOT_STATES.armed) continue;
    const deadline = Atomics.load(table.deadlines, slot);
    if (deadline <= now) fire(table, slot, word, 'deadline', kill);
    else if (deadline < nearest) nearest = deadline;
  }
  return nearest;
}

/** Kills the process of a slot unless its state is another one than `word` by now. */
export function fire(
  table: SlotTable,
  slot: number,
  word: number,
  reason: KillReason,
  kill: KillProcess,
): void {
  const pid = Atomics.load(table.pids, slot);
  Atomics.store(table.reasons, slot, KILL_REASONS.indexOf(reason));
  if (Atomics.compareExchange(table.states, slot, word, sameGeneration(word, 'fired')) === word) kill(pid);
}
