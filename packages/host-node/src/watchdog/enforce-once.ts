import { fireExpired, type KillProcess } from './enforce-deadlines.ts';
import { NEVER, type SlotTable } from './slot-table.ts';
import type { MemoryWatch } from './watch-memory.ts';

/** What the watchdog thread works with. */
export interface Enforcement {
  readonly table: SlotTable;
  readonly memory: MemoryWatch;
  readonly now: () => bigint;
  readonly kill: KillProcess;
}

/**
 * Looks once, then sleeps until the nearest deadline or look at memory, or until a nearer one is set. Before
 * it looks it publishes {@link NEVER} as its wake-up time, so that a deadline set meanwhile always wakes it.
 */
export function enforceOnce({ table, memory, now, kill }: Enforcement): void {
  const seen = Atomics.load(table.signal, 0);
  Atomics.store(table.nextWake, 0, NEVER);
  const deadline = fireExpired(table, now(), kill);
  const look = memory.look(now());
  const nearest = look < deadline ? look : deadline;
  Atomics.store(table.nextWake, 0, nearest);
  const timeout = nearest === NEVER ? Number.POSITIVE_INFINITY : Math.max(0, Number(nearest - now()) / 1e6);
  if (timeout > 0) Atomics.wait(table.signal, 0, seen, timeout);
}
