import type { Database as Connection } from 'better-sqlite3';

/** Runs a function in one immediate transaction: the write lock is taken first, and everything is rolled back on a throw. */
export function inTransaction<T>(connection: Connection, run: () => T): T {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const value = run();
    connection.exec('COMMIT');
    return value;
  } catch (cause) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw cause;
  }
}
