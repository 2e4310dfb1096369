import type { Database as Connection } from 'better-sqlite3';
import { leafHash, sha256 } from '../log/leaf-hash.ts';
import { EVENT_COLUMNS, readEvent } from '../row/event-row.ts';
import type { DatabaseFinding } from './check-database.ts';
import { readOr } from './check-installations.ts';

/** Events looked at without a pause: some 50 ms of work. */
const GROUP = 2000;

/** Findings told of the log; the rest is one more line. */
const MAX_FINDINGS = 100;

const NEXT = `SELECT ${EVENT_COLUMNS.join(', ')}, CAST(payload AS TEXT)
  FROM events LEFT JOIN event_payloads USING (seq) WHERE seq > ? ORDER BY seq LIMIT ${GROUP}`;

/** A part of the log that was looked at. */
export interface CheckedEvents {
  readonly findings: readonly DatabaseFinding[];
  /** Events looked at so far. */
  readonly events: number;
}

/**
 * Looks at the events in order, a group at a time: no position is missing in between, each payload that was not shredded
 * has its digest, each row its leaf hash. What was taken off the end leaves no trace here.
 */
export function* checkEvents(connection: Connection): Generator<CheckedEvents> {
  const statement = connection.prepare(NEXT).raw();
  let events = 0;
  let last = 0;
  let told = 0;
  for (;;) {
    const rows = statement.all(last);
    const findings: DatabaseFinding[] = [];
    for (const row of rows) {
      const seq = Array.isArray(row) ? Number(row[0]) : Number.NaN;
      if (seq !== last + 1)
        findings.push({ what: `event ${last + 1}`, problem: `is missing, up to event ${seq - 1}` });
      last = seq;
      const problem = problemOf(findings, row, seq);
      if (problem !== undefined) findings.push({ what: `event ${seq}`, problem });
    }
    events += rows.length;
    yield { findings: findings.slice(0, Math.max(0, MAX_FINDINGS - told)), events };
    told += findings.length;
    if (rows.length < GROUP) break;
  }
  if (told > MAX_FINDINGS)
    yield {
      findings: [{ what: 'the event log', problem: `has ${told - MAX_FINDINGS} more such findings` }],
      events,
    };
}

function problemOf(findings: DatabaseFinding[], row: unknown, seq: number): string | undefined {
  const event = readOr(findings, `event ${seq}`, () => readEvent(row));
  if (event === undefined) return undefined;
  const payload: unknown = Array.isArray(row) ? row.at(-1) : undefined;
  if (typeof payload === 'string' && sha256(Buffer.from(payload)) !== event.payloadDigest)
    return 'has a payload with another digest';
  return leafHash(seq, event, event.payloadDigest) === event.leafHash
    ? undefined
    : 'was changed: its leaf hash is another';
}
