import { MAX_ERROR_TAIL } from './budgets.ts';

/** What a call has used of its bounded one-way calls, and the end of what it wrote to standard error. */
export interface CallSpending {
  logLines: number;
  progressReports: number;
  notifications: number;
  outputBytes: number;
  outputWrites: number;
  /** What the host said to one request too many; it holds until an exchange is closed. */
  requestRefusal: string | undefined;
  /** Bytes and lines that were dropped because a bound was reached. */
  droppedBytes: number;
  droppedLines: number;
  /** The last bytes of standard error: they explain a trap. */
  errorTail: Uint8Array;
}

/** A call that has used nothing yet. */
export function createCallSpending(): CallSpending {
  return {
    logLines: 0,
    progressReports: 0,
    notifications: 0,
    outputBytes: 0,
    outputWrites: 0,
    requestRefusal: undefined,
    droppedBytes: 0,
    droppedLines: 0,
    errorTail: new Uint8Array(0),
  };
}

/** Keeps the last {@link MAX_ERROR_TAIL} bytes of standard error. */
export function appendErrorTail(spending: CallSpending, bytes: Uint8Array): void {
  const kept = bytes.subarray(-MAX_ERROR_TAIL);
  const room = MAX_ERROR_TAIL - kept.length;
  const before = room === 0 ? kept.subarray(0, 0) : spending.errorTail.subarray(-room);
  const tail = new Uint8Array(before.length + kept.length);
  tail.set(before);
  tail.set(kept, before.length);
  spending.errorTail = tail;
}
