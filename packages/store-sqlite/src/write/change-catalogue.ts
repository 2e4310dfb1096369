import type { Database as Connection } from 'better-sqlite3';
import type { InstalledTool } from '@kami/registry';
import { kamiError, type ToolId } from '@kami/types';
import { findClash } from '../read/find-clash.ts';
import { writeInstallation } from '../row/installation-row.ts';
import { StoreRefusal } from '../translate-error.ts';
import { changeEarlier, removeEarlier, retireActive, takeEarlier } from './earlier-versions.ts';
import type { CatalogueChange } from './write-request.ts';

/** Applies a change inside an open transaction and raises the revision; throws `StoreRefusal` when it is not possible. */
export function changeCatalogue(connection: Connection, change: CatalogueChange): void {
  switch (change.kind) {
    case 'install':
      if (change.revision !== undefined) requireRevision(connection, change.revision);
      install(connection, change.tool);
      break;
    case 'put':
      requireRevision(connection, change.revision);
      put(connection, change);
      break;
    case 'replace-prepared':
      replacePrepared(connection, change);
      break;
    case 'remove':
      remove(connection, change.id);
      break;
  }
  connection.prepare("UPDATE meta SET value = value + 1 WHERE key = 'revision'").run();
}

/** What was decided on an earlier state must not be written over a later one: a revoked grant would come back. */
function requireRevision(connection: Connection, expected: number): void {
  const revision = connection.prepare("SELECT value FROM meta WHERE key = 'revision'").pluck().get();
  if (Number(revision) === expected) return;
  throw new StoreRefusal(
    kamiError('KAMI_CONFLICT', 'Another process changed what is installed meanwhile; nothing was changed.', {
      hint: 'Try again.',
    }),
  );
}

/**
 * `REPLACE` takes out the record of the same digest and contract, and the version that has this state now, by the
 * table's unique keys; an active one is kept as an earlier version.
 */
function install(connection: Connection, tool: InstalledTool): void {
  const clash = findClash((sql) => connection.prepare(sql), tool);
  if (clash !== undefined) throw new StoreRefusal(clash);
  if (tool.state === 'active') retireActive(connection, tool);
  takeEarlier(connection, tool);
  const row = writeInstallation(tool);
  const columns = Object.keys(row);
  connection
    .prepare(
      `INSERT OR REPLACE INTO installations (${columns.join(', ')}) VALUES (${columns.map((c) => `@${c}`).join(', ')})`,
    )
    .run(row);
}

function put(connection: Connection, change: Extract<CatalogueChange, { readonly kind: 'put' }>): void {
  const { id, digest, contractHash, permission, state } = change;
  if (changeEarlierGrants(connection, change)) return;
  makeRoom(connection, change);
  const { changes } = connection
    .prepare(
      'UPDATE installations SET permission = ?, state = ? WHERE tool_id = ? AND digest = ? AND contract_hash = ?',
    )
    .run(JSON.stringify(permission), state, id, digest, contractHash);
  if (changes === 0)
    throw new StoreRefusal(unknownTool(`No version of ${id} with the digest ${digest} is installed.`));
}

/** Gives an earlier version another permission, or makes it the active one. Gives whether the version is an earlier one. */
function changeEarlierGrants(
  connection: Connection,
  change: Extract<CatalogueChange, { readonly kind: 'put' }>,
): boolean {
  const { permission, state } = change;
  if (state === 'earlier') return changeEarlier(connection, change, (tool) => ({ ...tool, permission }));
  const earlier = takeEarlier(connection, change);
  if (earlier !== undefined) install(connection, { ...earlier, permission, state });
  return earlier !== undefined;
}

function replacePrepared(
  connection: Connection,
  change: Extract<CatalogueChange, { readonly kind: 'replace-prepared' }>,
): void {
  const { id, digest, contractHash, current, prepared } = change;
  const { changes } = connection
    .prepare(
      `UPDATE installations SET prepared_key = ?, prepared_digest = ?
       WHERE tool_id = ? AND digest = ? AND contract_hash = ? AND prepared_digest = ?`,
    )
    .run(prepared.key, prepared.digest, id, digest, contractHash, current.digest);
  const isEarlier = (): boolean =>
    changeEarlier(connection, change, (tool) =>
      tool.prepared.digest === current.digest ? { ...tool, prepared } : undefined,
    );
  if (changes === 0 && !isEarlier())
    throw new StoreRefusal(
      unknownTool(`No version of ${id} with the prepared form ${current.digest} is installed.`),
    );
}

function remove(connection: Connection, id: ToolId): void {
  removeEarlier(connection, id);
  const { changes } = connection.prepare('DELETE FROM installations WHERE tool_id = ?').run(id);
  if (changes === 0) throw new StoreRefusal(unknownTool(`The tool ${id} is not installed.`));
}

/** Takes out the version that has this state now: one version of a tool is active, and one waits at most. */
function makeRoom(
  connection: Connection,
  version: Pick<InstalledTool, 'id' | 'digest' | 'contractHash' | 'state'>,
): void {
  const { id, digest, contractHash, state } = version;
  if (state === 'active') retireActive(connection, version);
  connection
    .prepare(
      'DELETE FROM installations WHERE tool_id = ? AND state = ? AND (digest <> ? OR contract_hash <> ?)',
    )
    .run(id, state, digest, contractHash);
}

function unknownTool(message: string): StoreRefusal['error'] {
  return kamiError('KAMI_TOOL_UNKNOWN', message, { hint: 'See what is installed with: kami list' });
}
