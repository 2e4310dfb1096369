import type { WriteOutcome, WriteRequest } from '../write/write-request.ts';

/** A request on its way to the store thread. */
export interface WriterMessage {
  /** Unique within the life of the thread. */
  readonly id: number;
  /** The {@link WriteRequest} as JSON: for some hundred events it costs half of a structured clone (measured). */
  readonly request: string;
}

/** The answer to the message with the same id. */
export interface WriterReply {
  readonly id: number;
  readonly outcome: WriteOutcome;
}
