/**
 * Threat: a session whose messages nobody fetches fills the memory. Rule: a session keeps its newest messages only, up to
 * a number and a size.
 */
import type { EventStore } from '@modelcontextprotocol/server';

/** Messages that one session keeps for a client that lost its connection. */
const MAX_EVENTS = 256;
/** Bytes of those messages, roughly, beside the newest: a client that lost its connection comes back for what was last. */
const MAX_EVENT_BYTES: number = 256 * 1024;
/** Bytes of the newest message, which is kept when it alone is more than all may be; a larger one is not kept. */
const MAX_NEWEST_BYTES: number = 1024 * 1024;

type Message = Parameters<EventStore['storeEvent']>[1];

interface KeptEvent {
  readonly id: string;
  readonly stream: string;
  readonly message: Message;
  readonly size: number;
}

/** The newest messages of one session, for `Last-Event-ID` (MCP 2025-11-25, Resumability and Redelivery). */
export function createEventHistory(): EventStore {
  let kept: KeptEvent[] = [];
  let bytes = 0;
  let last = 0;
  return {
    storeEvent(stream, message) {
      last += 1;
      const event = { id: String(last), stream, message, size: JSON.stringify(message).length };
      kept.push(event);
      bytes += event.size;
      let dropped = 0;
      const isOver = (): boolean => {
        const left = kept.length - dropped;
        return left === 1 ? bytes > MAX_NEWEST_BYTES : left > MAX_EVENTS || bytes > MAX_EVENT_BYTES;
      };
      while (dropped < kept.length && isOver()) {
        bytes -= kept[dropped]?.size ?? 0;
        dropped += 1;
      }
      if (dropped > 0) kept = kept.slice(dropped);
      return Promise.resolve(event.id);
    },
    getStreamIdForEventId: (id) => Promise.resolve(kept.find((event) => event.id === id)?.stream),
    async replayEventsAfter(lastId, { send }) {
      const start = kept.findIndex(({ id }) => id === lastId);
      const stream = kept[start]?.stream;
      if (stream === undefined) throw new Error('the event is not kept any more');
      // An event without a message only gave its stream a first id.
      const missed = kept
        .slice(start + 1)
        .filter((event) => event.stream === stream && Object.keys(event.message).length > 0);
      for (const { id, message } of missed) await send(id, message);
      return stream;
    },
  };
}
