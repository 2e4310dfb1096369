import Database from 'better-sqlite3';
import { kamiError, type KamiError } from '@kami/types';

/** Thrown inside a transaction to roll it back with an error of KAMI's own. */
export class StoreRefusal extends Error {
  readonly error: KamiError;

  constructor(error: KamiError) {
    super(error.message);
    this.error = error;
  }
}

/** Thrown when a stored row is not of the form that KAMI writes. */
export class DamagedRow extends Error {}

const DAMAGED_HINT =
  'Put a backup in its place with: kami restore FILE; without one, move the file away and install the tools again.';

/** Failures by the start of SQLite's result code (sqlite.org/rescode.html); the longest start that fits counts. */
const FAILURES: readonly (readonly [start: string, reason: string, hint: string])[] = [
  ['SQLITE_BUSY', 'another process holds the write lock', 'Try again when the other process is done.'],
  ['SQLITE_LOCKED', 'another process holds the write lock', 'Try again when the other process is done.'],
  ['SQLITE_FULL', 'the disk is full; nothing was changed', 'Free some space and try again.'],
  ['SQLITE_READONLY', 'it is read-only', 'Check the permissions of the home folder, or set KAMI_HOME.'],
  ['SQLITE_CANTOPEN', 'it cannot be opened', 'Check the permissions of the home folder, or set KAMI_HOME.'],
  ['SQLITE_PERM', 'it cannot be opened', 'Check the permissions of the home folder, or set KAMI_HOME.'],
  ['SQLITE_IOERR', 'the disk failed', 'Check the disk, then try again.'],
  ['SQLITE_', 'SQLite refused', 'Check the home with: kami doctor'],
];

/** Makes an expected failure of SQLite or of the file system a value; anything else is a defect and thrown again. */
export function translateError(path: string, cause: unknown): KamiError {
  if (cause instanceof StoreRefusal) return cause.error;
  if (cause instanceof DamagedRow) return damaged(path, cause.message, cause);
  if (cause instanceof Database.SqliteError) return translateSqlite(path, cause);
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && 'syscall' in cause) {
    return translateSystem(path, cause.code, cause);
  }
  throw cause;
}

/** Whether a failure passes when the other process is done. */
export function isBusy(cause: unknown): boolean {
  return cause instanceof Database.SqliteError && /^SQLITE_(?:BUSY|LOCKED)/u.test(cause.code);
}

/** A database that cannot be brought to this KAMI's schema while another process writes; that may be the one that does it. */
export function busyMigrating(path: string): KamiError {
  const message = `The database ${path} is of an older KAMI and cannot be brought forward while another process writes it; that process may be bringing it forward.`;
  return kamiError('KAMI_STORE_FAILED', message, {
    hint: 'Try again when the other process is done.',
    data: { sqlite: 'SQLITE_BUSY' },
  });
}

/** A database that cannot be replaced while another process writes it; it is as it was. */
export function busyReplacing(path: string): KamiError {
  const message = `The database ${path} was not replaced: another process holds its write lock. Nothing was changed.`;
  return kamiError('KAMI_STORE_FAILED', message, {
    hint: 'Try again when the other process is done.',
    data: { sqlite: 'SQLITE_BUSY' },
  });
}

/** A database that is not what KAMI wrote. */
export function damaged(path: string, reason: string, cause?: unknown): KamiError {
  return kamiError('KAMI_STORE_CORRUPT', `The database ${path} is damaged: ${reason}.`, {
    hint: DAMAGED_HINT,
    cause,
  });
}

/** A database that went, with its folder or alone, after the home was opened. */
export function missingDatabase(path: string): KamiError {
  return kamiError('KAMI_HOME_UNUSABLE', `The database ${path} is not there any more.`, {
    hint: 'Put the home folder back, or start KAMI again to have a new one made.',
  });
}

function translateSystem(path: string, code: string, cause: Error): KamiError {
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const hint = 'Free some space and try again.';
    return kamiError(
      'KAMI_STORE_FAILED',
      `The database ${path} cannot be written: the disk is full (${code}).`,
      { hint, cause },
    );
  }
  const hint = 'Check that the home folder exists and can be written, or set KAMI_HOME.';
  return kamiError('KAMI_HOME_UNUSABLE', `The database ${path} cannot be used: ${cause.message}.`, {
    hint,
    cause,
  });
}

function translateSqlite(path: string, cause: InstanceType<typeof Database.SqliteError>): KamiError {
  if (/^SQLITE_(?:CORRUPT|NOTADB)/u.test(cause.code)) return damaged(path, cause.message, cause);
  const [, reason, hint] = FAILURES.find(([start]) => cause.code.startsWith(start)) ?? [
    '',
    'SQLite refused',
    '',
  ];
  return kamiError(
    'KAMI_STORE_FAILED',
    `The database ${path} cannot be used: ${reason} (${cause.code}: ${cause.message}).`,
    {
      hint,
      data: { sqlite: cause.code },
      cause,
    },
  );
}
