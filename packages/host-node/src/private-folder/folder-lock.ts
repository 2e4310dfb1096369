/**
 * Threat: two processes of one home run a tool at once, and each lets its private folder grow to the whole quota; or a
 * killed process leaves a lock behind that nobody may break. Rule: an exclusive lock that the kernel holds for a
 * process and drops with it: SQLite's file lock on a database in which nothing is ever written.
 */
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';

/** `SQLITE_BUSY` (sqlite.org/rescode.html): somebody else has the lock. */
const SQLITE_BUSY = 5;

/** A lock file that was opened; disposing gives the lock back, if it was taken. */
export interface FolderLock extends Disposable {
  /** Takes the lock if it is free; says whether it was. Throws what SQLite throws when the file cannot be used. */
  take(): boolean;
}

/**
 * Opens a lock file and makes it where it is missing. It is to be opened by nothing else: closing any descriptor of it
 * drops POSIX locks.
 */
export function openFolderLock(file: string): FolderLock {
  const database = new DatabaseSync(file, { timeout: 0 });
  let open = true;
  return {
    take() {
      try {
        // No journal file: nothing is written, so there is nothing to roll back after a crash.
        database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
        return true;
      } catch (error) {
        if (isBusy(error)) return false;
        throw error;
      }
    },
    [Symbol.dispose]() {
      if (open) database.close();
      open = false;
    },
  };
}

/** The process that holds a lock file, as far as the kernel tells: for a message, never for a decision. */
export async function findLockHolder(file: string): Promise<number | undefined> {
  try {
    const { ino } = statSync(file);
    const locks = (await readFile('/proc/locks', 'utf8')).split('\n');
    const holders = locks.flatMap((line) => {
      const found = /^\d+: POSIX +ADVISORY +WRITE (\d+) [0-9a-f]+:[0-9a-f]+:(\d+) /.exec(line);
      return found !== null && Number(found[2]) === ino ? [Number(found[1])] : [];
    });
    return holders.find((pid) => pid > 0);
  } catch {
    return undefined;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}
