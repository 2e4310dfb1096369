import type { Database as Connection } from 'better-sqlite3';
import type { KamiError, Result } from '@kami/types';
import { columnsOf } from '../row/columns.ts';
import { isDigest } from '../row/stored-forms.ts';
import { readDatabase } from './read-database.ts';

/**
 * Every component and prepared form that a row names, of versions in any state: what the store must keep. Each table
 * that names stored files has its line here.
 */
const NAMING: readonly string[] = [
  'SELECT tool_id, digest, prepared_key FROM installations',
  'SELECT tool_id, digest, prepared_key FROM earlier_versions',
  // A record is kept for a component that a version has: another one is examined anew.
  'SELECT tool_id, digest, key FROM examinations JOIN installations USING (digest)',
  'SELECT tool_id, digest, key FROM examinations JOIN earlier_versions USING (digest)',
];

/** What the rows of a database name outside it. */
export interface StoredNames {
  /** Stored files, as `<digest>` and `<digest>/<key>`. */
  readonly files: ReadonlySet<string>;
  /** Ids of the tools that are installed. */
  readonly tools: ReadonlySet<string>;
}

/**
 * Reads what a database names. A row that cannot be read is an error, and nothing may be deleted then. Errors:
 * `KAMI_STORE_CORRUPT`, `KAMI_STORE_NEWER`, `KAMI_STORE_FAILED`.
 */
export function readStoredNames(path: string): Result<StoredNames, KamiError> {
  return readDatabase(path, storedNames);
}

function storedNames(connection: Connection): StoredNames {
  const files = new Set<string>();
  const tools = new Set<string>();
  for (const row of connection.prepare(NAMING.join(' UNION ')).raw().iterate()) {
    const columns = columnsOf(['tool_id', 'digest', 'prepared_key'], row);
    const digest = columns.one('digest', isDigest);
    files.add(digest).add(`${digest}/${columns.text('prepared_key')}`);
    tools.add(columns.text('tool_id'));
  }
  return { files, tools };
}
