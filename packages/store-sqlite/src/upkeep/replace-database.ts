/**
 * Threat: a restored database that is half there, or that a running process takes for the one it knows. Rule: SQLite's
 * online backup writes it into the present file in one transaction (sqlite.org/backup.html), so every process that has
 * the file open sees the former state or the restored one; the revision is one that no process has seen, so that what
 * was decided before is refused. A token that was revoked since the copy was made stays revoked.
 */
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { err, kamiError, ok, type KamiError, type Result, type RuntimeEvent } from '@kami/types';
import { createDatabase, keepNothing, migrate } from '../schema/migrate.ts';
import { MIGRATIONS } from '../schema/migrations.ts';
import { busyReplacing, translateError } from '../translate-error.ts';
import { inTransaction } from '../write/in-transaction.ts';
import { prepareInsertEvents } from '../write/insert-events.ts';

/** More changes than a home can see while a database is put in its place. */
const REVISION_STEP = 1_000_000;

/** Pages of one step: all of them, so that no other work comes in between. */
const ALL_PAGES = 0x7f_ff_ff_ff;
const BUSY_STEP_MS = 10;

/** Brings a copy of a database to this KAMI's schema; keeps nothing of before. Errors: those of opening it. */
export function bringForward(path: string): Result<void, KamiError> {
  return changing(path, (connection) => {
    migrate(connection, path, MIGRATIONS, keepNothing);
  });
}

/**
 * Puts a copy, which is changed for it, in the place of the database at `path`, with events that say so; a database is
 * made there where none is. Errors: `KAMI_STORE_FAILED` when another process writes for longer than `busyTimeoutMs`; the
 * former database is as it was then.
 */
export async function replaceDatabase(
  copy: string,
  path: string,
  events: readonly RuntimeEvent[],
  busyTimeoutMs = 5000,
): Promise<Result<void, KamiError>> {
  try {
    if (!existsSync(path)) createDatabase(path);
  } catch (cause) {
    return err(translateError(path, cause));
  }
  const revision = revisionOf(path);
  if (!revision.ok) return revision;
  const revoked = revokedTokens(path);
  if (!revoked.ok) return revoked;
  const marked = changing(copy, (connection) => {
    inTransaction(connection, () => {
      connection
        .prepare("UPDATE meta SET value = max(value, ?) + ? WHERE key = 'revision'")
        .run(revision.value, REVISION_STEP);
      const revoke = connection.prepare(
        'UPDATE access_tokens SET revoked_at = ? WHERE token_id = ? AND revoked_at IS NULL',
      );
      for (const [id, time] of revoked.value) revoke.run(time, id);
      prepareInsertEvents(connection)(events);
    });
  });
  return marked.ok ? overwrite(copy, path, busyTimeoutMs) : marked;
}

async function overwrite(
  copy: string,
  path: string,
  busyTimeoutMs: number,
): Promise<Result<void, KamiError>> {
  const source = new Database(copy, { fileMustExist: true });
  try {
    for (let waited = 0; ; waited += BUSY_STEP_MS) {
      // With the lock taken by another, the library reports a backup of no pages as a success.
      const { totalPages } = await source.backup(path, { progress: () => ALL_PAGES });
      if (totalPages > 0) break;
      if (waited >= busyTimeoutMs) return err(busyReplacing(path));
      await delay(BUSY_STEP_MS);
    }
  } catch (cause) {
    return err(translateError(path, cause));
  } finally {
    source.close();
  }
  const [wanted, found] = [revisionOf(copy), revisionOf(path)];
  if (!wanted.ok || !found.ok) return wanted.ok ? err(asError(found, path)) : wanted;
  return found.value >= wanted.value ? ok(undefined) : err(busyReplacing(path));
}

function asError(result: Result<number, KamiError>, path: string): KamiError {
  return result.ok ? kamiError('KAMI_INTERNAL', `The database ${path} has no revision.`) : result.error;
}

function revisionOf(path: string): Result<number, KamiError> {
  return changing(path, (connection) =>
    Number(connection.prepare("SELECT value FROM meta WHERE key = 'revision'").pluck().get()),
  );
}

/** Tokens that are revoked, with when; a database of an early schema has none. */
function revokedTokens(path: string): Result<readonly (readonly [id: string, time: string])[], KamiError> {
  return changing(path, (connection) => {
    const table = connection
      .prepare("SELECT 1 FROM sqlite_schema WHERE name = 'access_tokens'")
      .pluck()
      .get();
    if (table === undefined) return [];
    const rows = connection
      .prepare('SELECT token_id, revoked_at FROM access_tokens WHERE revoked_at IS NOT NULL')
      .raw()
      .all();
    return rows.flatMap((row) => (Array.isArray(row) ? [[String(row[0]), String(row[1])] as const] : []));
  });
}

function changing<T>(
  path: string,
  run: (connection: InstanceType<typeof Database>) => T,
): Result<T, KamiError> {
  try {
    const connection = new Database(path, { fileMustExist: true });
    try {
      return ok(run(connection));
    } finally {
      connection.close();
    }
  } catch (cause) {
    return err(translateError(path, cause));
  }
}
