/**
 * Threat: a database that a disk, a program or a person changed behind KAMI's back. Rule: SQLite's own checks, then every
 * row by what it says of itself: its form, its hashes, its place in the log.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database, { type Database as Connection } from 'better-sqlite3';
import type { InstalledTool } from '@kami/registry';
import { err, ok, type Digest, type KamiError, type Result } from '@kami/types';
import { refuseForeign } from '../schema/refuse-foreign.ts';
import { translateError } from '../translate-error.ts';
import { checkEvents } from './check-events.ts';
import { checkInstallations } from './check-installations.ts';

/** A row, or the whole file, that is not what KAMI wrote. */
export interface DatabaseFinding {
  /** The row, for example `event 7`. */
  readonly what: string;
  /** What is wrong, as the end of a sentence. */
  readonly problem: string;
  /** The tool that the row is of, where it is of one. */
  readonly tool?: InstalledTool;
}

/** What came of looking at a database. */
export interface DatabaseCheck {
  readonly findings: readonly DatabaseFinding[];
  /** Every version of every tool whose row could be read. */
  readonly tools: readonly InstalledTool[];
  /** What examining components found, by component, file name and digest. */
  readonly records: readonly { readonly component: Digest; readonly key: string; readonly digest: Digest }[];
  /** Events that were looked at. */
  readonly events: number;
}

/** How long looking waits for a process that opens or closes the database, in milliseconds. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Looks at every row of a database, as of one moment, and yields to other work in between; `onProgress` hears the number
 * of events looked at. Errors, when it cannot be looked at at all: `KAMI_STORE_CORRUPT`, `KAMI_STORE_NEWER`,
 * `KAMI_STORE_FAILED`.
 */
export async function checkDatabase(
  path: string,
  onProgress: (events: number) => void = () => undefined,
): Promise<Result<DatabaseCheck, KamiError>> {
  let connection: Connection | undefined;
  try {
    connection = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    refuseForeign(connection, path);
    connection.exec('BEGIN');
    const damage = checkFile(connection);
    // What the file itself says wrong, each row would repeat.
    if (damage.length > 0) return ok({ findings: damage, tools: [], records: [], events: 0 });
    const installations = checkInstallations(connection);
    const findings = [...installations.findings];
    let events = 0;
    for (const group of checkEvents(connection)) {
      findings.push(...group.findings);
      events = group.events;
      onProgress(events);
      await nextTurn();
    }
    return ok({ findings, tools: installations.tools, records: installations.records, events });
  } catch (cause) {
    return err(translateError(path, cause));
  } finally {
    connection?.close();
  }
}

/** Lines of `integrity_check` that are told; the rest repeats the same damage. */
const MAX_LINES = 20;

function checkFile(connection: Connection): readonly DatabaseFinding[] {
  const lines = connection.prepare(`PRAGMA integrity_check(${MAX_LINES})`).pluck().all().map(String);
  const broken = lines.filter((line) => line !== 'ok');
  const orphans = connection.prepare('PRAGMA foreign_key_check').raw().all();
  return [
    ...broken.map((line) => ({ what: 'the database', problem: `fails SQLite's check: ${line}` })),
    ...(orphans.length === 0
      ? []
      : [{ what: 'the database', problem: `has ${orphans.length} rows whose parent row is missing` }]),
  ];
}
