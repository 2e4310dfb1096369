import type { WriteOutcome } from '../write/write-request.ts';

/** A request on its way to the store thread. */
export interface WriterMessage {
  /** Unique within the life of the thread. */
  readonly id: number;
  /** A write request as JSON: for some hundred events it costs half of a structured clone (measured). */
  readonly request: string;
}

/** The answer to the message with the same id. */
export interface WriterReply {
  readonly id: number;
  readonly outcome: WriteOutcome;
}
