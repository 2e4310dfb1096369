import { existsSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import Database, { type Database as Connection, type Statement } from 'better-sqlite3';
import { err, ok, type KamiError, type Result } from '@kami/types';
import { refuseForeign } from '../schema/refuse-foreign.ts';
import { isBusy, translateError } from '../translate-error.ts';

/** How long a read waits while another process opens, recovers or closes the database, in milliseconds. */
const BUSY_PATIENCE_MS = 3000;
const BUSY_STEP_MS = 5;

/** Reads on the calling thread; a read-only connection, so that no write can happen there. */
export interface StoreReader {
  /** Runs a synchronous read; while the database is busy, tries again without blocking the thread. */
  read<T>(run: (database: ReadDatabase) => T): Promise<Result<T, KamiError>>;
  close(): void;
}

/** The connection with its statements, each prepared once. */
export interface ReadDatabase {
  statement(sql: string): Statement;
  /** Changes when any other connection, of this process or another, has committed (`PRAGMA data_version`). */
  dataVersion(): number;
}

/** Opens a database for reading. Errors: `KAMI_STORE_CORRUPT`, `KAMI_STORE_NEWER`, `KAMI_STORE_FAILED`. */
export async function openStoreReader(path: string): Promise<Result<StoreReader, KamiError>> {
  const opened = await withPatience(path, () => {
    const connection = connect(path);
    try {
      refuseForeign(connection, path);
      return connection;
    } catch (cause) {
      connection.close();
      throw cause;
    }
  });
  if (!opened.ok) return opened;
  const connection = opened.value;
  const statements = new Map<string, Statement>();
  const statement = (sql: string): Statement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const made = connection.prepare(sql);
    statements.set(sql, made);
    return made;
  };
  const dataVersion = connection.prepare('PRAGMA data_version').pluck();
  const database: ReadDatabase = {
    statement,
    dataVersion: () => Number(dataVersion.get()),
  };
  return ok({
    read: (run) => withPatience(path, () => run(database)),
    close: () => {
      connection.close();
    },
  });
}

function connect(path: string): Connection {
  const connection = new Database(path, { readonly: true, fileMustExist: true, timeout: 0 });
  try {
    connection.exec('PRAGMA user_version');
    return connection;
  } catch (cause) {
    connection.close();
    const isUnshared =
      cause instanceof Database.SqliteError && /^SQLITE_(?:CANTOPEN|READONLY)/u.test(cause.code);
    if (!isUnshared || hasPendingLog(path)) throw cause;
    return snapshot(path);
  }
}

/**
 * On a read-only disk SQLite cannot make the shared memory that WAL mode needs. Nobody can write there either, so a copy
 * in memory is as good. Bytes 18 and 19 of the header say WAL (SQLite file format, 1.3.3); a copy in memory has none.
 */
function snapshot(path: string): Connection {
  const bytes = readFileSync(path);
  bytes.fill(1, 18, 20);
  return new Database(bytes, { readonly: true });
}

function hasPendingLog(path: string): boolean {
  return existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0;
}

async function withPatience<T>(path: string, run: () => T): Promise<Result<T, KamiError>> {
  for (let waited = 0; ; waited += BUSY_STEP_MS) {
    try {
      return ok(run());
    } catch (cause) {
      if (!isBusy(cause) || waited >= BUSY_PATIENCE_MS) return err(translateError(path, cause));
    }
    await delay(BUSY_STEP_MS);
  }
}
