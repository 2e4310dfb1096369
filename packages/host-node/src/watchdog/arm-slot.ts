import {
  KILL_REASONS,
  NEVER,
  SLOT_STATES,
  nextWord,
  stateOf,
  type KillReason,
  type SlotTable,
} from './slot-table.ts';
import { LOOK_INTERVAL } from './watch-memory.ts';

/** Bounds on a process. Disarm them before its process id can belong to another process. */
export interface WatchdogGuard {
  /** Why the process was killed, if it was. */
  fired(): KillReason | undefined;
  /** Lets the time left stand still, for what is left of `standMs` in all its stands; memory counts all the while. */
  suspend(): void;
  /** Lets the time left run on. */
  resume(): void;
  /** Takes the bounds away; gives why the process was killed, if it was. Further uses do nothing. */
  disarm(): KillReason | undefined;
}

/** What a process is killed over. */
export interface ProcessBounds {
  /** Milliseconds from now. */
  readonly ms: number;
  /** Memory that the process itself may take, in KiB; 0 for any. */
  readonly memoryKib: number;
  /**
   * Milliseconds that the time left may stand still, all stands together; without it none. A guest that asks again and
   * again, each time refused at once, would else have its deadline stand still for as long as the host is at it.
   */
  readonly standMs?: number;
  /** The process whose memory and priority count, where another one than that which is killed works. */
  readonly workingPid?: number;
}

/**
 * Sets bounds in a slot and wakes the thread when it would look too late: the signal word changes
 * first, so that a thread that is about to sleep does not. `release` is called when the slot is free again.
 */
export function armSlot(
  table: SlotTable,
  slot: number,
  pid: number,
  { ms, memoryKib, standMs = 0, workingPid = pid }: ProcessBounds,
  release: () => void,
): WatchdogGuard {
  let left = toNanos(ms);
  let standing = toNanos(standMs);
  let armed = true;
  let isSuspended = false;
  const word = (): number => Atomics.load(table.states, slot);
  const fired = (): KillReason | undefined =>
    stateOf(word()) === SLOT_STATES.fired ? KILL_REASONS[Atomics.load(table.reasons, slot)] : undefined;
  const moveTo = (state: 'free' | 'suspended'): boolean => {
    const seen = word();
    if (stateOf(seen) === SLOT_STATES.fired) return false;
    return Atomics.compareExchange(table.states, slot, seen, nextWord(seen, state)) === seen;
  };
  const start = (forNanos: bigint): void => {
    const now = process.hrtime.bigint();
    const deadline = now + forNanos;
    Atomics.store(table.deadlines, slot, deadline < NEVER ? deadline : NEVER - 1n);
    Atomics.store(table.pids, slot, pid);
    Atomics.store(table.workingPids, slot, workingPid);
    Atomics.store(table.memoryLimits, slot, memoryKib);
    Atomics.store(table.states, slot, nextWord(word(), 'armed'));
    const look = memoryKib > 0 ? now + LOOK_INTERVAL : NEVER;
    if ((look < deadline ? look : deadline) >= Atomics.load(table.nextWake, 0)) return;
    Atomics.add(table.signal, 0, 1);
    Atomics.notify(table.signal, 0);
  };
  let outcome: KillReason | undefined;
  start(left);
  return {
    fired: () => (armed ? fired() : outcome),
    suspend() {
      if (!armed || isSuspended || standing <= 0n || !moveTo('suspended')) return;
      left = Atomics.load(table.deadlines, slot) - process.hrtime.bigint();
      isSuspended = true;
      start(standing);
    },
    resume() {
      if (!armed || !isSuspended || !moveTo('suspended')) return;
      isSuspended = false;
      standing = Atomics.load(table.deadlines, slot) - process.hrtime.bigint();
      start(left);
    },
    disarm() {
      if (!armed) return outcome;
      if (!moveTo('free')) {
        outcome = fired();
        Atomics.store(table.states, slot, nextWord(word(), 'free'));
      }
      armed = false;
      release();
      return outcome;
    },
  };
}

function toNanos(ms: number): bigint {
  return BigInt(Math.max(0, Math.ceil(ms * 1e6)));
}
