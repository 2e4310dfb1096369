import { closeSync, openSync, readSync } from 'node:fs';
import { err, ok, type KamiError, type Result } from '@kami/types';
import { damaged, translateError } from '../translate-error.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from './migrations.ts';
import { newerSchema, notKami } from './refuse-foreign.ts';

const MAGIC = 'SQLite format 3\0';

/** What the first 100 bytes of the file say. */
export type DatabaseState = 'absent' | 'present' | 'outdated';

/**
 * Reads the header of a database file (SQLite file format, section 1.3) without SQLite, so that a file that is no
 * database of this KAMI is refused with not a byte of it or beside it changed. Errors: `KAMI_STORE_CORRUPT`,
 * `KAMI_STORE_NEWER`, `KAMI_STORE_FAILED`.
 */
export function readHeader(path: string): Result<DatabaseState, KamiError> {
  const header = Buffer.alloc(100);
  try {
    const file = openSync(path, 'r');
    try {
      const length = readSync(file, header, 0, header.length, 0);
      if (length === 0) return err(damaged(path, 'it is empty'));
      if (length < header.length || header.toString('latin1', 0, 16) !== MAGIC) {
        return err(damaged(path, 'it is no database'));
      }
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return ok('absent');
    return err(translateError(path, cause));
  }
  const version = header.readUInt32BE(60);
  if (header.readUInt32BE(68) !== APPLICATION_ID) return err(notKami(path));
  if (version > SCHEMA_VERSION) return err(newerSchema(path, version));
  return ok(version < SCHEMA_VERSION ? 'outdated' : 'present');
}
