import type { KamiError } from './error.ts';
import type { EventQuery, RuntimeEvent, StoredEvent } from './event.ts';
import type { Result } from './result.ts';

/** A reading of both clocks at one moment. */
export interface ClockReading {
  /** Microseconds since 1970-01-01T00:00:00Z. */
  readonly wallMicros: number;
  /** Nanoseconds since an arbitrary start; never goes back. */
  readonly monotonicNanos: bigint;
}

/** Where time comes from. */
export interface Clock {
  now(): ClockReading;
}

/** Where unpredictable bytes come from. */
export interface Random {
  /** `count` bytes from a cryptographically secure source. */
  bytes(count: number): Uint8Array;
}

/** Runs a task when what is under way has gone out; tasks keep their order. */
export type RunAfterwards = (task: () => void) => void;

/** Runs a task in a moment, unless what it gives is called before. */
export type RunLater = (task: () => void) => () => void;

/** The append-only log of everything that happened in one home. */
export interface EventLog {
  /** Appends events in the order given, all or none. */
  append(batch: readonly RuntimeEvent[]): Promise<Result<void, KamiError>>;
  /** Reads events, newest last. */
  read(query: EventQuery): Promise<Result<readonly StoredEvent[], KamiError>>;
}

/** The log of what an operator decided. */
export interface DecisionLog {
  /** Commits events, all or none; when it resolves they survive a power cut. */
  commit(events: readonly RuntimeEvent[]): Promise<Result<void, KamiError>>;
}
