import type { Statement } from 'better-sqlite3';
import {
  formatToolCursor,
  parseToolQuery,
  type GrantRepository,
  type SortedTool,
  type ToolQuery,
  type ToolReference,
  type ToolRepository,
} from '@kami/registry';
import { err, ok, type KamiError, type Result } from '@kami/types';
import { findClash } from './read/find-clash.ts';
import { isCommonMatch, selectTools, type ToolSelect } from './read/select-tools.ts';
import { createToolCache } from './read/tool-cache.ts';
import { findEarlier, readPreparedKeys, readVersions } from './read/tool-versions.ts';
import type { ReadDatabase, StoreReader } from './read/store-reader.ts';
import { INSTALLATION_COLUMNS, readInstallation } from './row/installation-row.ts';
import { readSummaries } from './row/summary-row.ts';
import { DamagedRow } from './translate-error.ts';
import type { CatalogueChange } from './write/write-request.ts';

/** Commits a change of the catalogue in the store thread. */
export type ChangeCatalogue = (change: CatalogueChange) => Promise<Result<void, KamiError>>;

const SELECT = `SELECT ${INSTALLATION_COLUMNS} FROM installations`;
const BY_REFERENCE = `${SELECT} WHERE (name = @key OR tool_id = @key) AND (@version IS NULL OR version = @version)
  ORDER BY state = 'active' DESC, name = @key DESC LIMIT 1`;
const PENDING = `${SELECT} AS held WHERE tool_id = ? AND state = 'held'
  AND EXISTS (SELECT 1 FROM installations WHERE tool_id = held.tool_id AND state = 'active')`;
const NAMES = 'SELECT name FROM installations UNION SELECT tool_id FROM installations ORDER BY 1';

/** The catalogue in SQLite: reads here, changes in the store thread. */
export function createSqliteToolRepository(reader: StoreReader, change: ChangeCatalogue): ToolRepository {
  const cache = createToolCache();
  return {
    install: (tool, events, revision) => change({ kind: 'install', tool, events, revision }),
    remove: (id, events) => change({ kind: 'remove', id, events }),
    find: (reference) =>
      reader.read((database) =>
        cache.get(database, `${reference.nameOrId}@${reference.version ?? ''}`, () =>
          findTool(database, reference),
        ),
      ),
    pending: (id) =>
      reader.read((database) => {
        const row = database.statement(PENDING).raw().get(id);
        return row === undefined ? undefined : readInstallation(row);
      }),
    async admits(tool) {
      const clash = await reader.read((database) => findClash((sql) => database.statement(sql), tool));
      if (!clash.ok) return clash;
      return clash.value === undefined ? ok(undefined) : err(clash.value);
    },
    list: (query) =>
      readPage(reader, 'whole', query, (page, parameters) =>
        page.raw().all(parameters).map(readInstallation),
      ),
    summaries: (query) =>
      readPage(reader, 'summaries', query, (page, parameters) => readSummaries(page.pluck().get(parameters))),
    names: () => reader.read((database) => database.statement(NAMES).pluck().all().map(textOf)),
    replacePrepared: ({ id, digest, contractHash, prepared: current }, prepared, events) =>
      change({ kind: 'replace-prepared', id, digest, contractHash, current, prepared, events }),
    preparedKeys: (digest) => reader.read((database) => readPreparedKeys(database, digest).map(textOf)),
    versions: (id) => reader.read((database) => readVersions(database, id)),
    revision: () => reader.read((database) => cache.revision(database)),
  };
}

/** The grants in SQLite. */
export function createSqliteGrantRepository(change: ChangeCatalogue): GrantRepository {
  return {
    put: ({ id, digest, contractHash }, permission, state, events, revision) =>
      change({ kind: 'put', id, digest, contractHash, permission, state, events, revision }),
  };
}

function findTool(
  database: ReadDatabase,
  { nameOrId, version }: ToolReference,
): ReturnType<typeof readInstallation> | undefined {
  const row = database
    .statement(BY_REFERENCE)
    .raw()
    .get({ key: nameOrId, version: version ?? null });
  if (row !== undefined) return readInstallation(row);
  return version === undefined ? undefined : findEarlier(database, nameOrId, version);
}

async function readPage<T extends SortedTool>(
  reader: StoreReader,
  what: 'whole' | 'summaries',
  query: ToolQuery,
  readRows: (page: Statement, parameters: ToolSelect['parameters']) => readonly T[],
): Promise<Result<{ readonly tools: readonly T[]; readonly next?: string }, KamiError>> {
  const selection = parseToolQuery(query);
  if (!selection.ok) return selection;
  const { sort, limit } = selection.value;
  const rows = await reader.read((database) => {
    const { sql, parameters } = selectTools(what, selection.value, (match) => isCommonMatch(database, match));
    return readRows(database.statement(sql), parameters);
  });
  if (!rows.ok) return rows;
  const tools = rows.value.slice(0, limit);
  const last = tools.at(-1);
  return ok(
    rows.value.length > limit && last !== undefined
      ? { tools, next: formatToolCursor(sort, last) }
      : { tools },
  );
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new DamagedRow('a name is no text');
  return value;
}
