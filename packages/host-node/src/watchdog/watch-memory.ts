/**
 * Threat: what a guest makes its executor allocate outside of linear memory (strings, resources, copies),
 * or what an executor that was broken out of takes, is in no WebAssembly maximum. Rule: while something
 * runs in it, the memory that a process itself takes is read again and again, and over its limit it is killed.
 */
import { fire, type KillProcess } from './enforce-deadlines.ts';
import type { SeenWorking } from './long-work.ts';
import { NEVER, SLOT_COUNT, SLOT_STATES, stateOf, type SlotTable } from './slot-table.ts';

/** Time between two looks, in nanoseconds: one costs about 50 µs, and in one a process can take some 100 MB more. */
export const LOOK_INTERVAL = 50_000_000n;

/** Memory that a process takes, in KiB; nothing when that cannot be known. */
export type TakenMemory = (pid: number) => number | undefined;

/** Looks at the memory of all armed processes that have a limit, each {@link LOOK_INTERVAL}, never when there is none. */
export interface MemoryWatch {
  /** Kills what is over its limit, and tells what works, when it is time to look; gives when to look next, or {@link NEVER}. */
  look(now: bigint): bigint;
}

/** Makes the watch. The first look comes one interval after something is there to look at: short calls cost nothing. */
export function createMemoryWatch(
  table: SlotTable,
  taken: TakenMemory,
  kill: KillProcess,
  seenWorking: SeenWorking,
): MemoryWatch {
  let next = NEVER;
  return {
    look(now) {
      const watched = watchedSlots(table);
      if (watched.length === 0) return (next = NEVER);
      if (next === NEVER) return (next = now + LOOK_INTERVAL);
      if (now < next) return next;
      for (const { slot, word } of watched) {
        const pid = Atomics.load(table.workingPids, slot);
        seenWorking(slot, word, pid);
        const kib = taken(pid);
        if (kib !== undefined && kib > Atomics.load(table.memoryLimits, slot))
          fire(table, slot, word, 'memory', kill);
      }
      return (next = now + LOOK_INTERVAL);
    },
  };
}

function watchedSlots(table: SlotTable): { readonly slot: number; readonly word: number }[] {
  const watched = [];
  for (let slot = 0; slot < SLOT_COUNT; slot++) {
    const word = Atomics.load(table.states, slot);
    if (stateOf(word) === SLOT_STATES.armed && Atomics.load(table.memoryLimits, slot) > 0)
      watched.push({ slot, word });
  }
  return watched;
}
