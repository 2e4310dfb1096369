/**
 * Threat: a client that sends thousands of small requests with large answers and reads none. Rule: a few lines are
 * taken at a time, so that their answers are written before the next; the rest waits, and the input with it.
 */
import type { Readable } from 'node:stream';
import { createLineReader, type LineEvent } from './line-reader.ts';

/** Lines taken before answers get their turn: what a burst can be answered with before its reader is looked at. */
const LINES_PER_TURN = 16;

/** What an inbox is made of. */
export interface InboxParts {
  readonly input: Readable;
  /** Bound of one line, in bytes. */
  readonly maxMessageBytes: number;
  readonly take: (event: LineEvent) => void;
  /** Whether another line may be taken; where not, `proceed` says when. */
  readonly mayTake: () => boolean;
}

/** Lines on their way in. */
export interface Inbox {
  /** Begins to read; `onEnd` is called when the input has ended and every line before was taken or refused a turn. */
  start(onEnd: () => void): void;
  /** Takes what waits, if it may, and reads on. */
  proceed(): void;
  /** Reads and takes nothing more. */
  stop(): void;
}

/** Makes the inbox of one connection. */
export function createInbox({ input, maxMessageBytes, take, mayTake }: InboxParts): Inbox {
  const lines = createLineReader(maxMessageBytes);
  let waiting: LineEvent[] = [];
  let turn: NodeJS.Immediate | undefined;
  let end: (() => void) | undefined;

  const takeTurn = (): void => {
    turn = undefined;
    const now = waiting.splice(0, LINES_PER_TURN);
    for (const [index, event] of now.entries()) {
      if (!mayTake()) {
        waiting = [...now.slice(index), ...waiting];
        break;
      }
      take(event);
    }
    proceed();
  };
  const proceed = (): void => {
    if (turn !== undefined) return;
    if (!mayTake()) input.pause();
    else if (waiting.length > 0) {
      input.pause();
      turn = setImmediate(takeTurn);
    } else input.resume();
  };
  const onData = (chunk: Buffer): void => {
    waiting.push(...lines.push(chunk));
    if (turn === undefined) takeTurn();
  };
  const onEnd = (): void => end?.();
  return {
    start(onInputEnd) {
      end = onInputEnd;
      input.on('end', onEnd).on('data', onData);
    },
    proceed,
    stop() {
      clearImmediate(turn);
      waiting = [];
      input.off('data', onData).off('end', onEnd).pause();
    },
  };
}
