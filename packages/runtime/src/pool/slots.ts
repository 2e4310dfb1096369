import { detach } from '@kami/types';
import type { Slot } from './slot.ts';

/** The executors of a pool that have a tool. */
export interface Slots {
  readonly size: number;
  add(slot: Slot): void;
  /** The idle executor of a key that has most in stock; it is busy from here on. */
  take(key: string): Slot | undefined;
  /** Ends one. */
  end(slot: Slot): void;
  /** Ends idle ones that are as `isSurplus` says, unused for longest first, until it says so of none. */
  endIdle(isSurplus: (slot: Slot) => boolean): void;
  /** Ends all; resolves when they are gone. */
  endAll(): Promise<void>;
}

/** Makes an empty set. */
export function createSlots(): Slots {
  const slots = new Set<Slot>();
  const kill = (slot: Slot): Promise<void> => {
    slots.delete(slot);
    clearTimeout(slot.timer);
    return slot.process.kill();
  };
  const end = (slot: Slot): void => detach(kill(slot));
  return {
    get size() {
      return slots.size;
    },
    add: (slot) => void slots.add(slot),
    take(key) {
      let best: Slot | undefined;
      for (const slot of slots) {
        // A dead one that is busy is its call's, which has yet to hear how it died.
        if (slot.busy) continue;
        if (!slot.process.alive) end(slot);
        else if (slot.key === key && (best === undefined || slot.stock.length > best.stock.length))
          best = slot;
      }
      if (best !== undefined) {
        best.busy = true;
        clearTimeout(best.timer);
      }
      return best;
    },
    end,
    endIdle(isSurplus) {
      const idle = [...slots].filter((slot) => !slot.busy).sort((a, b) => a.lastUsed - b.lastUsed);
      for (const slot of idle) if (isSurplus(slot)) end(slot);
    },
    endAll: async () => void (await Promise.all([...slots].map(kill))),
  };
}
