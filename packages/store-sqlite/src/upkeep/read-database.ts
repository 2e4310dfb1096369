import Database, { type Database as Connection } from 'better-sqlite3';
import { err, ok, type KamiError, type Result } from '@kami/types';
import { refuseForeign } from '../schema/refuse-foreign.ts';
import { translateError } from '../translate-error.ts';

/** How long reading waits for a process that opens or closes the database, in milliseconds. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Runs a function with a read-only connection to a database of KAMI, in one transaction: what it reads is one state.
 * Errors: `KAMI_STORE_CORRUPT`, `KAMI_STORE_NEWER`, `KAMI_STORE_FAILED`.
 */
export function readDatabase<T>(path: string, run: (connection: Connection) => T): Result<T, KamiError> {
  try {
    const connection = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    try {
      connection.exec('BEGIN');
      refuseForeign(connection, path);
      return ok(run(connection));
    } finally {
      connection.close();
    }
  } catch (cause) {
    return err(translateError(path, cause));
  }
}
