import { randomUUID } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

/**
 * Writes a consistent copy of a database to a new file, whole or not at all, while others read and write it (`VACUUM
 * INTO`, sqlite.org/lang_vacuum.html): under another name, flushed, then renamed. What is committed when it starts is in
 * it. Throws what SQLite and the file system throw.
 */
export function copyDatabase(from: string, to: string): void {
  const draft = `${to}.${randomUUID()}.tmp`;
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  try {
    const source = new Database(from, { readonly: true, fileMustExist: true });
    try {
      source.prepare('VACUUM INTO ?').run(draft);
    } finally {
      source.close();
    }
    useWriteAheadLog(draft);
    chmodSync(draft, 0o600);
    flush(draft);
    renameSync(draft, to);
    flush(dirname(to));
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${draft}${suffix}`, { force: true });
  }
}

/** `VACUUM INTO` writes a database with a rollback journal, whose readers would wait for writers. */
function useWriteAheadLog(path: string): void {
  const connection = new Database(path, { fileMustExist: true });
  try {
    connection.exec('PRAGMA journal_mode = WAL');
  } finally {
    connection.close();
  }
}

function flush(path: string): void {
  if (process.platform === 'win32') return;
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
