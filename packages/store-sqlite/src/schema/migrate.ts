import { closeSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import Database, { type Database as Connection } from 'better-sqlite3';
import { inTransaction } from '../write/in-transaction.ts';
import { keepFormerSchema } from './keep-former-schema.ts';
import { APPLICATION_ID, MIGRATIONS } from './migrations.ts';
import { refuseForeign } from './refuse-foreign.ts';

/** Keeps what a step of the schema starts from; called with the write lock held. */
export type KeepFormer = (path: string, version: number) => void;

/**
 * Brings an open database to the schema's version: each step in a transaction, its version inside it, and before each a
 * copy of the database is kept. The write lock is taken first: of two processes one does a step, and the other finds it
 * done. A step that fails leaves the database as it was.
 */
export function migrate(
  connection: Connection,
  path: string,
  scripts: readonly string[] = MIGRATIONS,
  keepFormer: KeepFormer = keepFormerSchema,
): void {
  connection.exec('PRAGMA journal_mode = WAL');
  scripts.forEach((script, index) => {
    inTransaction(connection, () => {
      const version = refuseForeign(connection, path);
      if (version > index) return;
      if (version > 0) keepFormer(path, version);
      connection.exec(script);
      connection.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
      connection.exec(`PRAGMA user_version = ${index + 1}`);
    });
  });
}

/** For a database that nobody uses yet. */
export function keepNothing(): void {
  // There is nothing to go back to.
}

/**
 * Makes a new database whole or not at all: it is migrated under another name and then linked to its own, so no process
 * ever sees a file without a schema. When another process was first, its file stays.
 */
export function createDatabase(path: string): void {
  const draft = `${path}.new-${process.pid}-${process.hrtime.bigint()}`;
  try {
    closeSync(openSync(draft, 'wx', 0o600));
    const connection = new Database(draft);
    try {
      migrate(connection, path, MIGRATIONS, keepNothing);
    } finally {
      connection.close();
    }
    publish(draft, path);
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${draft}${suffix}`, { force: true });
  }
}

function publish(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'EEXIST') return;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw cause;
    renameSync(draft, path);
  }
}
