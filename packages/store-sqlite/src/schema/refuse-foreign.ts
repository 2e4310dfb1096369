import type { Database as Connection } from 'better-sqlite3';
import { kamiError, type KamiError } from '@kami/types';
import { damaged, StoreRefusal } from '../translate-error.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from './migrations.ts';

/**
 * The schema's version of an open database; refuses one that is not KAMI's or that a newer KAMI wrote. Every write asks
 * again inside its transaction: another process may have brought the schema forward meanwhile.
 */
export function refuseForeign(connection: Connection, path: string): number {
  const version = Number(connection.pragma('user_version', { simple: true }));
  if (version > SCHEMA_VERSION) throw new StoreRefusal(newerSchema(path, version));
  const application = Number(connection.pragma('application_id', { simple: true }));
  const isNew = application === 0 && version === 0 && isEmpty(connection);
  if (application !== APPLICATION_ID && !isNew) throw new StoreRefusal(notKami(path));
  return version;
}

/** A database of a schema that this KAMI does not know. */
export function newerSchema(path: string, version: number): KamiError {
  const message = `The database ${path} was written by a newer KAMI (schema ${version}, known is ${SCHEMA_VERSION}); nothing was changed.`;
  return kamiError('KAMI_STORE_NEWER', message, { hint: 'Update KAMI, or set KAMI_HOME to another home.' });
}

/** A database of another program. */
export function notKami(path: string): KamiError {
  return damaged(path, 'it is a database, but not one of KAMI');
}

function isEmpty(connection: Connection): boolean {
  return connection.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').pluck().get() === undefined;
}
