import {
  ok,
  type EventLog,
  type EventQuery,
  type KamiError,
  type Result,
  type RuntimeEvent,
} from '@kami/types';
import type { EventGroups } from './log/event-groups.ts';
import type { StoreReader } from './read/store-reader.ts';
import { EVENT_COLUMNS, readEvent } from './row/event-row.ts';

/** The event log of a home in SQLite. */
export interface SqliteEventLog extends EventLog {
  /**
   * Appends events in the order given, all or none. They are committed in a group with others; the promise resolves
   * then, and no answer needs to wait for it. Errors: `KAMI_STORE_FAILED`, `KAMI_STORE_CORRUPT`.
   */
  append(batch: readonly RuntimeEvent[]): Promise<Result<void, KamiError>>;
  /** Commits what waits now; resolves when every append made before has settled. */
  flush(): Promise<void>;
}

const NEWEST = `SELECT ${EVENT_COLUMNS.join(', ')}, CAST(payload AS TEXT)
  FROM events LEFT JOIN event_payloads USING (seq)`;

/** The event log: appends through groups, reads here. */
export function createSqliteEventLog(reader: StoreReader, groups: EventGroups): SqliteEventLog {
  return {
    append: (batch) => groups.append(batch),
    flush: () => groups.flush(),
    async read(query) {
      const { sql, parameters } = select(query);
      const rows = await reader.read((database) =>
        database.statement(sql).raw().all(parameters).map(readEvent),
      );
      return rows.ok ? ok(rows.value.toReversed()) : rows;
    },
  };
}

function select(query: EventQuery): {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, unknown>>;
} {
  const conditions: string[] = [];
  if (query.after !== undefined) conditions.push('seq > @after');
  if (query.toolId !== undefined) conditions.push('tool_id = @toolId');
  if (query.correlationId !== undefined) conditions.push('correlation_id = @correlationId');
  if (query.type !== undefined) conditions.push('type = @type');
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return { sql: `${NEWEST}${where} ORDER BY seq DESC LIMIT @limit`, parameters: { ...query } };
}
