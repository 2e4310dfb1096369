import { setTimeout as delay } from 'node:timers/promises';
import { createStoreWriter } from '../write/store-writer.ts';
import type { WriteOutcome, WriteRequest, WriterOptions } from '../write/write-request.ts';
import type { Writer } from './writer.ts';

const BUSY_STEP_MS = 10;

/** A writer in the calling thread. A lock of another process is waited for without blocking. */
export function createInlineWriter(options: WriterOptions): Writer {
  const writer = createStoreWriter({ ...options, busyTimeoutMs: 0 });
  const attempt = async (request: WriteRequest): Promise<WriteOutcome> => {
    for (let waited = 0; ; waited += BUSY_STEP_MS) {
      const outcome = writer.execute(request);
      if (!isBusyOutcome(outcome) || waited >= options.busyTimeoutMs) return outcome;
      await delay(BUSY_STEP_MS);
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  const request = (next: WriteRequest): Promise<WriteOutcome> => {
    const done = last.then(() => attempt(next));
    last = done;
    return done;
  };
  return {
    request,
    async close() {
      await request({ kind: 'close' });
    },
  };
}

/** Whether the write lock was not free: then the whole transaction was not begun. */
function isBusyOutcome(outcome: WriteOutcome): boolean {
  return outcome.length > 0 && outcome.every((error) => error?.data?.['sqlite'] === 'SQLITE_BUSY');
}
