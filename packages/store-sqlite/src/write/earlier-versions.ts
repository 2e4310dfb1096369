import type { Database as Connection } from 'better-sqlite3';
import { MAX_EARLIER_VERSIONS, type InstalledTool } from '@kami/registry';
import type { ToolId } from '@kami/types';
import { INSTALLATION_COLUMNS, readInstallation } from '../row/installation-row.ts';
import { readEarlier, writeEarlier } from '../row/earlier-row.ts';
import { DamagedRow } from '../translate-error.ts';

/** Which version of which tool. */
export type VersionKey = Pick<InstalledTool, 'id' | 'digest' | 'contractHash'>;

const OF_VERSION = 'tool_id = ? AND digest = ? AND contract_hash = ?';

/**
 * Keeps the active version of a tool as an earlier one, where `next` is about to take its place. A damaged row is not
 * kept: installing the tool again mends it.
 */
export function retireActive(connection: Connection, next: VersionKey): void {
  const row: unknown = connection
    .prepare(
      `SELECT ${INSTALLATION_COLUMNS} FROM installations
       WHERE tool_id = ? AND state = 'active' AND (digest <> ? OR contract_hash <> ?)`,
    )
    .raw()
    .get(next.id, next.digest, next.contractHash);
  const active = row === undefined ? undefined : wholeRow(row);
  if (active !== undefined) insertEarlier(connection, active);
}

function wholeRow(row: unknown): InstalledTool | undefined {
  try {
    return readInstallation(row);
  } catch (cause) {
    if (cause instanceof DamagedRow) return undefined;
    throw cause;
  }
}

function insertEarlier(connection: Connection, tool: InstalledTool): void {
  const row = writeEarlier(tool);
  const columns = Object.keys(row);
  connection
    .prepare(
      `INSERT OR REPLACE INTO earlier_versions (${columns.join(', ')}) VALUES (${columns.map((c) => `@${c}`).join(', ')})`,
    )
    .run(row);
  connection
    .prepare(
      `DELETE FROM earlier_versions WHERE tool_id = @id AND seq NOT IN
       (SELECT seq FROM earlier_versions WHERE tool_id = @id ORDER BY seq DESC LIMIT @most)`,
    )
    .run({ id: tool.id, most: MAX_EARLIER_VERSIONS });
}

/** Takes an earlier version out and gives it; nothing when there is none. */
export function takeEarlier(connection: Connection, key: VersionKey): InstalledTool | undefined {
  const text: unknown = connection
    .prepare(`DELETE FROM earlier_versions WHERE ${OF_VERSION} RETURNING installation`)
    .pluck()
    .get(key.id, key.digest, key.contractHash);
  return text === undefined ? undefined : readEarlier(text);
}

/** Changes an earlier version in its place. Gives whether there is one for which `change` gives something. */
export function changeEarlier(
  connection: Connection,
  key: VersionKey,
  change: (tool: InstalledTool) => InstalledTool | undefined,
): boolean {
  const text: unknown = connection
    .prepare(`SELECT installation FROM earlier_versions WHERE ${OF_VERSION}`)
    .pluck()
    .get(key.id, key.digest, key.contractHash);
  const changed = text === undefined ? undefined : change(readEarlier(text));
  if (changed === undefined) return false;
  const { prepared_key: preparedKey, installation } = writeEarlier(changed);
  connection
    .prepare(`UPDATE earlier_versions SET prepared_key = ?, installation = ? WHERE ${OF_VERSION}`)
    .run(preparedKey, installation, key.id, key.digest, key.contractHash);
  return true;
}

/** Forgets every earlier version of a tool. */
export function removeEarlier(connection: Connection, id: ToolId): void {
  connection.prepare('DELETE FROM earlier_versions WHERE tool_id = ?').run(id);
}
