/**
 * The memory that the main loop and the watchdog thread share.
 *
 * Threat: a main loop that is late (or a slot that is used again at the wrong moment) lets a runaway
 * process live, or kills another one. Rule: a slot's state carries a generation, the thread changes it
 * only by compare-and-exchange on the state it read, and it reads the process id before that.
 */

/** Deadlines that may stand at the same time; a process pool is far smaller. */
export const SLOT_COUNT = 1024;

/** States of a slot: the two low bits of its state word; the rest is the generation. */
export const SLOT_STATES = { free: 0, armed: 1, suspended: 2, fired: 3 } as const;

/** Why a process was killed. */
export const KILL_REASONS = ['deadline', 'memory'] as const;

/** One of {@link KILL_REASONS}. */
export type KillReason = (typeof KILL_REASONS)[number];

/** Name of a slot's state. */
export type SlotState = keyof typeof SLOT_STATES;

/** A wake-up time that makes every new deadline wake the thread. */
export const NEVER: bigint = 2n ** 63n - 1n;

/** Views of the shared memory. Times are of `process.hrtime.bigint()`, which all threads share. */
export interface SlotTable {
  readonly buffer: SharedArrayBuffer;
  /** One word that grows whenever the thread has to look again; the thread waits on it. */
  readonly signal: Int32Array;
  /** When the thread will look next, in nanoseconds. */
  readonly nextWake: BigInt64Array;
  readonly states: Int32Array;
  /** What is killed: always a child of this process, whose id stays its own until it is reaped. */
  readonly pids: Int32Array;
  /** Whose memory and priority count: only looked at, as its id may become another's. */
  readonly workingPids: Int32Array;
  readonly deadlines: BigInt64Array;
  /** Memory in KiB that a process may take; 0 where nobody watches it. */
  readonly memoryLimits: Int32Array;
  /** Index in {@link KILL_REASONS}; written by the thread alone, before it changes a state to fired. */
  readonly reasons: Int32Array;
}

/** Lays the views over a buffer, or over a new one. */
export function openSlotTable(from?: SharedArrayBuffer): SlotTable {
  const buffer = from ?? new SharedArrayBuffer(16 + SLOT_COUNT * 28);
  const table: SlotTable = {
    buffer,
    signal: new Int32Array(buffer, 0, 1),
    nextWake: new BigInt64Array(buffer, 8, 1),
    deadlines: new BigInt64Array(buffer, 16, SLOT_COUNT),
    states: new Int32Array(buffer, 16 + SLOT_COUNT * 8, SLOT_COUNT),
    pids: new Int32Array(buffer, 16 + SLOT_COUNT * 12, SLOT_COUNT),
    memoryLimits: new Int32Array(buffer, 16 + SLOT_COUNT * 16, SLOT_COUNT),
    reasons: new Int32Array(buffer, 16 + SLOT_COUNT * 20, SLOT_COUNT),
    workingPids: new Int32Array(buffer, 16 + SLOT_COUNT * 24, SLOT_COUNT),
  };
  if (from === undefined) Atomics.store(table.nextWake, 0, NEVER);
  return table;
}

/** The state in a state word. */
export function stateOf(word: number): number {
  return word & 3;
}

/** The state word of a new generation in the state given. */
export function nextWord(word: number, state: SlotState): number {
  return (((word >>> 2) + 1) << 2) | SLOT_STATES[state];
}

/** The state word of the same generation in another state. */
export function sameGeneration(word: number, state: SlotState): number {
  return (word & ~3) | SLOT_STATES[state];
}
