import type { MakeHeader } from '@kami/protocol';
import type { Clock, KamiError, Random } from '@kami/types';
import type { ExecutorProcess } from '../executor.ts';
import type { RuntimeSettings } from '../settings.ts';
import type { ExecutorSpec } from './executor-spec.ts';
import { initialisationSeam, makeHeader } from './instance-frames.ts';

/** An executor that serves one tool: how it stands and what it has in stock. */
export interface Slot {
  readonly key: string;
  readonly process: ExecutorProcess;
  /** Whether it serves one call only. */
  readonly isolated: boolean;
  /** Memory of the tool itself, in MiB. */
  readonly toolMemoryMb: number;
  busy: boolean;
  calls: number;
  /** Milliseconds that its calls took together. */
  workedMs: number;
  /** Calls it had served when its memory was looked at. */
  looked: number;
  /** The header of each instance that was made ahead and not used, oldest first: the order in which they are used. */
  readonly stock: MakeHeader[];
  /** Monotonic milliseconds of the last use. */
  lastUsed: number;
  /** Settles when the instance that is being made is there; absent while none is made. */
  making: Promise<void> | undefined;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Time between an answer and making the next instance, in milliseconds: making at once delays the answer (measured). */
const RESTOCK_DELAY_MS = 1;
/** Calls between two looks at an executor's memory: one costs some 50 µs. */
const CALLS_BETWEEN_LOOKS = 64;
const KIB_PER_MIB = 1024;

/** Makes the slot of a loaded executor, busy with its first call. */
export function createSlot({ key, isolated, tool }: ExecutorSpec, process: ExecutorProcess): Slot {
  return {
    key,
    process,
    isolated,
    toolMemoryMb: tool.manifest.limits.maxMemoryMb,
    busy: true,
    calls: 0,
    workedMs: 0,
    looked: 0,
    stock: [],
    lastUsed: 0,
    making: undefined,
    timer: undefined,
  };
}

/** Whether an executor that has just answered is to be replaced: dead, used for all calls or all the time that it may serve, or grown. */
export function isWorn(slot: Slot, settings: RuntimeSettings): boolean {
  if (!slot.process.alive || slot.isolated || slot.calls >= settings.recycleCalls) return true;
  if (slot.workedMs >= settings.recycleWorkMs) return true;
  if (slot.calls - slot.looked < CALLS_BETWEEN_LOOKS) return false;
  slot.looked = slot.calls;
  return isOverMark(slot, settings);
}

/** Whether an executor has more memory than an idle one may keep. */
export function isOverMark({ process, toolMemoryMb }: Slot, settings: RuntimeSettings): boolean {
  const kib = process.memoryKib();
  return kib !== undefined && kib > (settings.recycleMemoryMb + toolMemoryMb) * KIB_PER_MIB;
}

/** Fills an idle slot's stock a moment later; `onBroken` hears when an instance cannot be made. */
export function restockLater(
  slot: Slot,
  clock: Clock,
  random: Random,
  settings: RuntimeSettings,
  onBroken: (slot: Slot, error: KamiError) => void,
): void {
  if (slot.stock.length >= settings.stock) return;
  slot.timer = setTimeout(() => {
    if (slot.busy || !slot.process.alive) return;
    slot.making = makeOne();
  }, RESTOCK_DELAY_MS);

  async function makeOne(): Promise<void> {
    const header = makeHeader(clock, random);
    const made = await slot.process.make(header, initialisationSeam(clock), settings.startupDeadlineMs);
    slot.making = undefined;
    if (made.ok) slot.stock.push(header);
    else onBroken(slot, made.error);
    if (made.ok && !slot.busy) restockLater(slot, clock, random, settings, onBroken);
  }
}
