import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { err, ok, type KamiError, type Result } from '@kami/types';
import { copyDatabase } from '../schema/copy-database.ts';
import { backupFolder, backupPath } from '../schema/keep-former-schema.ts';
import { readHeader } from '../schema/read-header.ts';
import { translateError } from '../translate-error.ts';

/** Writes a consistent copy of a database while others use it. Errors: `KAMI_STORE_FAILED`, `KAMI_STORE_CORRUPT`. */
export function copyTo(path: string, to: string): Result<void, KamiError> {
  const state = readHeader(path);
  if (!state.ok) return state;
  try {
    return ok(copyDatabase(path, to));
  } catch (cause) {
    return err(translateError(path, cause));
  }
}

/**
 * Keeps a database that is about to be replaced, in `backups/` beside it, and gives the path: a copy; or the file itself,
 * moved, where it is too damaged to be copied. Nothing where there is none. Errors: `KAMI_STORE_NEWER`,
 * `KAMI_STORE_FAILED`; nothing was changed then.
 */
export function keepFormer(path: string): Result<string | undefined, KamiError> {
  if (!existsSync(path)) return ok(undefined);
  const to = backupPath(path, 'before-restore');
  const copied = copyTo(path, to);
  if (copied.ok) return ok(to);
  return copied.error.code === 'KAMI_STORE_CORRUPT' ? setAside(path) : copied;
}

/** Moves a damaged database away with what belongs to it; who has it open keeps what is left of it. */
function setAside(path: string): Result<string, KamiError> {
  const to = backupPath(path, 'damaged');
  try {
    mkdirSync(backupFolder(path), { recursive: true, mode: 0o700 });
    for (const suffix of ['-wal', '-shm', '']) {
      if (existsSync(`${path}${suffix}`)) renameSync(`${path}${suffix}`, `${to}${suffix}`);
    }
    return ok(to);
  } catch (cause) {
    return err(translateError(path, cause));
  }
}
