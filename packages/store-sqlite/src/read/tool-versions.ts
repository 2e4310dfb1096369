import type { InstalledTool } from '@kami/registry';
import type { Digest, ToolId } from '@kami/types';
import { readEarlier } from '../row/earlier-row.ts';
import { INSTALLATION_COLUMNS, readInstallation } from '../row/installation-row.ts';
import type { ReadDatabase } from './store-reader.ts';

const CURRENT = `SELECT ${INSTALLATION_COLUMNS} FROM installations WHERE tool_id = ? ORDER BY state`;
const EARLIER = 'SELECT installation FROM earlier_versions WHERE tool_id = ? ORDER BY seq DESC';
const EARLIER_BY_VERSION = `SELECT installation FROM earlier_versions
  WHERE tool_id IN (SELECT tool_id FROM installations WHERE name = @key OR tool_id = @key)
  AND version = @version ORDER BY seq DESC LIMIT 1`;
const PREPARED_KEYS = `SELECT prepared_key FROM installations WHERE digest = @digest
  UNION ALL SELECT prepared_key FROM earlier_versions WHERE digest = @digest`;

/** Every version of a tool: the active one, the held one, then the earlier ones, newest first. */
export function readVersions(database: ReadDatabase, id: ToolId): readonly InstalledTool[] {
  const current = database.statement(CURRENT).raw().all(id).map(readInstallation);
  return [...current, ...database.statement(EARLIER).pluck().all(id).map(readEarlier)];
}

/** The newest of the earlier versions of this text, of the tool that has the name or id today: names change hands. */
export function findEarlier(database: ReadDatabase, key: string, version: string): InstalledTool | undefined {
  const text: unknown = database.statement(EARLIER_BY_VERSION).pluck().get({ key, version });
  return text === undefined ? undefined : readEarlier(text);
}

/** The file names of the prepared forms that versions with this component have. */
export function readPreparedKeys(database: ReadDatabase, digest: Digest): readonly unknown[] {
  return database.statement(PREPARED_KEYS).pluck().all({ digest });
}
