import type { Clock, Random } from '@kami/types';
import type { ExecutorProcess } from '../executor.ts';
import type { RuntimeSettings } from '../settings.ts';
import { initialisationSeam, makeHeader } from './instance-frames.ts';

/** An executor that serves one tool: how it stands and what it has in stock. */
export interface Slot {
  readonly key: string;
  readonly process: ExecutorProcess;
  busy: boolean;
  calls: number;
  /** Instances made ahead and not used. */
  stock: number;
  /** Monotonic milliseconds of the last use. */
  lastUsed: number;
  /** Settles when the instance that is being made is there. */
  making: Promise<void>;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Time between an answer and making the next instance, in milliseconds: making at once delays the answer (measured). */
const RESTOCK_DELAY_MS = 1;

/** Makes the slot of a loaded executor, busy with its first call. */
export function createSlot(key: string, process: ExecutorProcess, now: number): Slot {
  return {
    key,
    process,
    busy: true,
    calls: 0,
    stock: 0,
    lastUsed: now,
    making: Promise.resolve(),
    timer: undefined,
  };
}

/** Fills an idle slot's stock a moment later; `onBroken` hears when an instance cannot be made. */
export function restockLater(
  slot: Slot,
  clock: Clock,
  random: Random,
  settings: RuntimeSettings,
  onBroken: (slot: Slot) => void,
): void {
  if (slot.stock >= settings.stock) return;
  slot.timer = setTimeout(() => {
    if (slot.busy || !slot.process.alive) return;
    slot.making = makeOne();
  }, RESTOCK_DELAY_MS);

  async function makeOne(): Promise<void> {
    const made = await slot.process.make(
      makeHeader(clock, random),
      initialisationSeam(clock),
      settings.startupDeadlineMs,
    );
    if (made.ok) slot.stock += 1;
    else onBroken(slot);
    if (made.ok && !slot.busy) restockLater(slot, clock, random, settings, onBroken);
  }
}
