import Database from 'better-sqlite3';
import { err, ok, type KamiError, type Result, type RuntimeEvent } from '@kami/types';
import { refuseForeign } from '../schema/refuse-foreign.ts';
import { translateError } from '../translate-error.ts';
import { inTransaction } from '../write/in-transaction.ts';
import { prepareInsertEvents } from '../write/insert-events.ts';
import { readDatabase } from './read-database.ts';

/** How long shredding waits for another process's write lock, in milliseconds. */
const BUSY_TIMEOUT_MS = 5000;

const OLDER = 'FROM event_payloads WHERE seq IN (SELECT seq FROM events WHERE time < ?)';

/** What payloads were shredded, or would be. */
export interface ShreddedPayloads {
  readonly payloads: number;
  readonly bytes: number;
}

/** Counts the payloads of events before a time (RFC 3339, UTC). Errors: `KAMI_STORE_FAILED`, `KAMI_STORE_CORRUPT`. */
export function countPayloads(path: string, before: string): Result<ShreddedPayloads, KamiError> {
  return readDatabase(path, (connection) => count(connection, before));
}

/**
 * Deletes the payloads of events before a time (RFC 3339, UTC), with an event that says so in the same transaction. The
 * rows stay, with digest and leaf hash: the log stays whole and verifiable, and the freed space is used for new events.
 * Errors: `KAMI_STORE_FAILED`, `KAMI_STORE_CORRUPT`.
 */
export function shredPayloads(
  path: string,
  before: string,
  eventOf: (shredded: ShreddedPayloads) => RuntimeEvent,
): Result<ShreddedPayloads, KamiError> {
  return writing(path, (connection) =>
    inTransaction(connection, () => {
      const shredded = count(connection, before);
      if (shredded.payloads === 0) return shredded;
      connection.prepare(`DELETE ${OLDER}`).run(before);
      prepareInsertEvents(connection)([eventOf(shredded)]);
      return shredded;
    }),
  );
}

function count(connection: InstanceType<typeof Database>, before: string): ShreddedPayloads {
  const row: unknown = connection
    .prepare(`SELECT count(*), coalesce(sum(length(payload)), 0) ${OLDER}`)
    .raw()
    .get(before);
  const [payloads, bytes] = Array.isArray(row) ? row.map(Number) : [];
  return { payloads: payloads ?? 0, bytes: bytes ?? 0 };
}

function writing<T>(
  path: string,
  run: (connection: InstanceType<typeof Database>) => T,
): Result<T, KamiError> {
  try {
    const connection = new Database(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    try {
      refuseForeign(connection, path);
      return ok(run(connection));
    } finally {
      connection.close();
    }
  } catch (cause) {
    return err(translateError(path, cause));
  }
}
