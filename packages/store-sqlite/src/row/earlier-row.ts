import type { InstalledTool } from '@kami/registry';
import { isJsonObject } from '@kami/types';
import { DamagedRow } from '../translate-error.ts';
import { parseJson } from './columns.ts';
import { INSTALLATION_COLUMNS, readInstallation, writeInstallation } from './installation-row.ts';

const COLUMNS = INSTALLATION_COLUMNS.split(', ');

/** A version that another took the place of, as named parameters of an insert into `earlier_versions`. */
export function writeEarlier(tool: InstalledTool): Readonly<Record<string, string>> {
  return {
    tool_id: tool.id,
    digest: tool.digest,
    contract_hash: tool.contractHash,
    name: tool.name,
    version: tool.version,
    prepared_key: tool.prepared.key,
    installation: JSON.stringify(writeInstallation({ ...tool, state: 'active' })),
  };
}

/** Reads the column `installation`: the columns of `installations` by name, of the same form; throws `DamagedRow`. */
export function readEarlier(text: unknown): InstalledTool {
  const columns = typeof text === 'string' ? parseJson(text) : undefined;
  if (!isJsonObject(columns)) throw new DamagedRow('an earlier version is not of its form');
  return { ...readInstallation(COLUMNS.map((name) => columns[name] ?? null)), state: 'earlier' };
}
