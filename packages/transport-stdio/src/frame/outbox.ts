/**
 * Threat: a client that sends and does not read, so that answers, progress and logs fill the memory, or keep a
 * server that nobody listens to. Rule: what is not read is bounded: notes are left out first, then nothing more is
 * taken in, and a client that takes nothing for long is gone.
 */
import type { Writable } from 'node:stream';

/** Bytes that may stand unread before progress and log messages are left out. */
const MAX_UNREAD_BEFORE_NOTES_STOP = 1024 * 1024;

/** Notifications that nobody misses: a later one of their kind says more. */
const NOTES: ReadonlySet<unknown> = new Set(['notifications/progress', 'notifications/message']);

/** What an outbox is made of. */
export interface OutboxParts {
  readonly output: Writable;
  /** How long the reader may take no frame while some wait (milliseconds). */
  readonly stallMs: number;
  /** Called when the reader took nothing for that long. */
  readonly onStall: () => void;
}

/** Frames on their way to the other side. */
export interface Outbox {
  /** Writes a frame as a line; leaves out a note while too much is unread. */
  write(frame: object): void;
  /** Whether nothing more should be taken in until `drain`. */
  readonly isFull: boolean;
  /** Resolves with the bytes that stay unread: 0, or more once the reader took nothing for `withinMs`. */
  flush(withinMs: number): Promise<number>;
}

/** Makes the outbox of one connection. */
export function createOutbox({ output, stallMs, onStall }: OutboxParts): Outbox {
  let waiting = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let flushed: (() => void) | undefined;
  const watch = (): void => {
    clearTimeout(timer);
    timer = waiting === 0 ? undefined : setTimeout(onStall, stallMs).unref();
  };
  const taken = (): void => {
    waiting -= 1;
    watch();
    if (waiting === 0) flushed?.();
  };
  return {
    write(frame) {
      const isNote = 'method' in frame && NOTES.has(frame.method);
      if (isNote && output.writableLength > MAX_UNREAD_BEFORE_NOTES_STOP) return;
      waiting += 1;
      output.write(`${JSON.stringify(frame)}\n`, taken);
      if (timer === undefined) watch();
    },
    get isFull() {
      return output.writableNeedDrain;
    },
    async flush(withinMs) {
      if (waiting > 0 && !output.destroyed) {
        const { promise, resolve } = Promise.withResolvers<void>();
        flushed = resolve;
        const late = setTimeout(resolve, withinMs);
        await promise;
        clearTimeout(late);
      }
      clearTimeout(timer);
      return output.destroyed ? 0 : output.writableLength;
    },
  };
}
