import type { IoFailure } from './io-error.ts';
import type { PollSource } from './poll-source.ts';

/** What reading gave: bytes (none: nothing there yet), the end, or a failure. */
export type ReadOutcome = Uint8Array | 'closed' | IoFailure;

/** Where an input stream's bytes come from. */
export interface ByteSource {
  readonly pollSource: PollSource;
  /** At most `max` bytes, at least one when `wait` is set and there are any to come. */
  read(max: number, wait: boolean): ReadOutcome;
  /** The guest dropped the stream. */
  close(): void;
}

/** Where an output stream's bytes go. */
export interface ByteSink {
  readonly pollSource: PollSource;
  /** How many bytes the next write may have; 0: wait first. */
  room(): number | 'closed' | IoFailure;
  /** Writes all of it. */
  write(bytes: Uint8Array): IoFailure | undefined;
  /** The guest dropped the stream. */
  close(): void;
}

/** A source that has ended. */
export const EMPTY_SOURCE: ByteSource = {
  pollSource: { kind: 'always' },
  read: () => 'closed',
  close: () => {},
};
