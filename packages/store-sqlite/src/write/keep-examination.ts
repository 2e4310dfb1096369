import type { Database as Connection } from 'better-sqlite3';
import type { KeepExamination } from './write-request.ts';

/** Names a record of an examination inside an open transaction. The catalogue and its revision stay as they are. */
export function keepExamination(connection: Connection, { component, key, record }: KeepExamination): void {
  connection
    .prepare('INSERT OR REPLACE INTO examinations (digest, key, record_digest) VALUES (?, ?, ?)')
    .run(component, key, record);
}
