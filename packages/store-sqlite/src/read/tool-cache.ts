import type { InstalledTool } from '@kami/registry';
import type { ReadDatabase } from './store-reader.ts';

/** References kept at most; more and the cache starts anew. */
const MAX_KEPT = 1024;

/** Tools found before, valid for one revision of the catalogue. */
export interface ToolCache {
  /** The revision as of now; drops what was kept when it has changed. */
  revision(database: ReadDatabase): number;
  /** What was found before for this key, else what `find` gives. Call within one read, without a pause. */
  get(database: ReadDatabase, key: string, find: () => InstalledTool | undefined): InstalledTool | undefined;
}

/**
 * An empty cache. `data_version` tells for a few microseconds whether anything was committed at all; only then the
 * revision is read, which events alone do not change.
 */
export function createToolCache(): ToolCache {
  const kept = new Map<string, InstalledTool | undefined>();
  let dataVersion: number | undefined;
  let revision = 0;
  const refresh = (database: ReadDatabase): number => {
    const version = database.dataVersion();
    if (version === dataVersion) return revision;
    const row = database.statement("SELECT value FROM meta WHERE key = 'revision'").pluck().get();
    if (Number(row) !== revision) kept.clear();
    revision = Number(row);
    dataVersion = version;
    return revision;
  };
  return {
    revision: refresh,
    get(database, key, find) {
      refresh(database);
      if (kept.has(key)) return kept.get(key);
      const found = find();
      if (kept.size >= MAX_KEPT) kept.clear();
      kept.set(key, found);
      return found;
    },
  };
}
