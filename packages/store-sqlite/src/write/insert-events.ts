import type { Database as Connection, Statement } from 'better-sqlite3';
import type { RuntimeEvent } from '@kami/types';
import { leafHash, sha256 } from '../log/leaf-hash.ts';
import { EVENT_COLUMNS, writeEvent } from '../row/event-row.ts';

/** Appends events to the log of an open transaction. */
export type InsertEvents = (events: readonly RuntimeEvent[]) => void;

/**
 * Prepares the appending of events. The head is read from the table each time, inside the caller's transaction: a head
 * kept in memory would be wrong after a rollback, and another process may have appended.
 */
export function prepareInsertEvents(connection: Connection): InsertEvents {
  const head: Statement = connection.prepare('SELECT coalesce(max(seq), 0) FROM events').pluck();
  const insert: Statement = connection.prepare(
    `INSERT INTO events (${EVENT_COLUMNS.join(', ')}) VALUES (${EVENT_COLUMNS.map((column) => `@${column}`).join(', ')})`,
  );
  const insertPayload: Statement = connection.prepare(
    'INSERT INTO event_payloads (seq, payload) VALUES (?, ?)',
  );
  return (events) => {
    if (!connection.inTransaction) throw new Error('events are appended inside a transaction only');
    let seq = Number(head.get());
    for (const event of events) {
      seq += 1;
      const payload = Buffer.from(JSON.stringify(event.data), 'utf8');
      const payloadDigest = sha256(payload);
      insert.run(writeEvent(seq, event, payloadDigest, leafHash(seq, event, payloadDigest)));
      insertPayload.run(seq, payload);
    }
  };
}
