import { dirname, join } from 'node:path';
import { copyDatabase } from './copy-database.ts';

/** The folder beside a database that its copies are kept in. */
export function backupFolder(path: string): string {
  return join(dirname(path), 'backups');
}

/**
 * Where a copy of a database is kept that is about to be changed: `backups/<why>-<time>.db`, the time in UTC with
 * milliseconds.
 */
export function backupPath(path: string, why: string): string {
  return join(backupFolder(path), `${why}-${new Date().toISOString().replaceAll(/[-:.]/gu, '')}.db`);
}

/**
 * Keeps a copy of a database before its schema is brought forward. The caller holds the write lock, so the copy is what
 * the step starts from, and only one process makes it.
 */
export function keepFormerSchema(path: string, version: number): void {
  copyDatabase(path, backupPath(path, `schema-${version}`));
}
