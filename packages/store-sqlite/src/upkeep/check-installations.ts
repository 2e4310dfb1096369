import type { Database as Connection } from 'better-sqlite3';
import { contractHash, type InstalledTool } from '@kami/registry';
import { sha256 } from '../log/leaf-hash.ts';
import { columnsOf } from '../row/columns.ts';
import { readEarlier } from '../row/earlier-row.ts';
import { INSTALLATION_COLUMNS, readInstallation } from '../row/installation-row.ts';
import { isDigest } from '../row/stored-forms.ts';
import { readToken, TOKEN_COLUMNS } from '../row/token-row.ts';
import { DamagedRow } from '../translate-error.ts';
import type { DatabaseCheck, DatabaseFinding } from './check-database.ts';

/** Looks at the rows of tools, with what was approved of each, and of tokens. */
export function checkInstallations(
  connection: Connection,
): Pick<DatabaseCheck, 'findings' | 'tools' | 'records'> {
  const findings: DatabaseFinding[] = [];
  const tools: InstalledTool[] = [];
  const rows = (sql: string): readonly unknown[] => connection.prepare(sql).raw().all();
  const look = (row: unknown, read: (row: unknown) => InstalledTool): void => {
    const tool = readOr(findings, `the tool ${nameOf(row)}`, () => read(row));
    if (tool === undefined) return;
    tools.push(tool);
    const { manifest, definitions, features, name, version } = tool;
    if (contractHash(manifest, definitions, sha256, features) !== tool.contractHash)
      findings.push({
        what: `the tool ${name} ${version}`,
        problem: 'is not what was approved: its contract hash is another',
        tool,
      });
  };
  for (const row of rows(`SELECT ${INSTALLATION_COLUMNS} FROM installations ORDER BY name, state`))
    look(row, readInstallation);
  for (const row of rows('SELECT tool_id, installation FROM earlier_versions ORDER BY name, seq'))
    look(row, (columns) => readEarlier(Array.isArray(columns) ? columns[1] : undefined));
  for (const row of rows(`SELECT ${TOKEN_COLUMNS} FROM access_tokens`))
    readOr(findings, `the token ${nameOf(row)}`, () => readToken(row));
  const records = rows('SELECT digest, key, record_digest FROM examinations').flatMap((row) => {
    const record = readOr(findings, `the record of the component ${nameOf(row)}`, () => readRecord(row));
    return record === undefined ? [] : [record];
  });
  return { findings, tools, records };
}

function readRecord(row: unknown): DatabaseCheck['records'][number] {
  const columns = columnsOf(['digest', 'key', 'record_digest'], row);
  return {
    component: columns.one('digest', isDigest),
    key: columns.text('key'),
    digest: columns.one('record_digest', isDigest),
  };
}

/** What a row holds; a row that is not of its form is a finding. */
export function readOr<T>(findings: DatabaseFinding[], what: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof DamagedRow)) throw cause;
    findings.push({ what, problem: `cannot be read: ${cause.message}` });
    return undefined;
  }
}

/** The key of a row, as far as it is a text; it stands first. */
function nameOf(row: unknown): string {
  const key: unknown = Array.isArray(row) ? row[0] : undefined;
  return typeof key === 'string' ? JSON.stringify(key.slice(0, 128)) : 'without a key';
}
