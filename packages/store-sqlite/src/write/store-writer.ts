import { existsSync } from 'node:fs';
import Database, { type Database as Connection } from 'better-sqlite3';
import { kamiError, type KamiError, type RuntimeEvent } from '@kami/types';
import { createDatabase, migrate } from '../schema/migrate.ts';
import { refuseForeign } from '../schema/refuse-foreign.ts';
import { busyMigrating, isBusy, missingDatabase, StoreRefusal, translateError } from '../translate-error.ts';
import { changeCatalogue } from './change-catalogue.ts';
import { changeTokens } from './change-tokens.ts';
import { inTransaction } from './in-transaction.ts';
import { keepExamination } from './keep-examination.ts';
import { prepareInsertEvents, type InsertEvents } from './insert-events.ts';
import type {
  CatalogueChange,
  KeepExamination,
  TokenChange,
  WriteOutcome,
  WriteRequest,
  WriterOptions,
} from './write-request.ts';

/** Executes write requests, one after the other, blocking its thread. */
export interface StoreWriter {
  /** Never throws: a defect is an outcome with `KAMI_INTERNAL`. */
  execute(request: WriteRequest): WriteOutcome;
}

/**
 * KiB of pages that the writer keeps: it appends, and reads little. The library's own 16 MB let a server grow by that
 * over its first thousands of calls.
 */
const CACHE_KIB = 2048;

type Decision = Extract<WriteRequest, { readonly kind: 'decide' }>;

interface OpenDatabase {
  readonly connection: Connection;
  readonly insertEvents: InsertEvents;
}

/** A writer of one database; it opens the database at its first request. */
export function createStoreWriter(options: WriterOptions): StoreWriter {
  let database: OpenDatabase | undefined;
  const open = (): OpenDatabase => (database ??= openDatabase(options));
  return {
    execute(request) {
      try {
        switch (request.kind) {
          case 'prepare':
            if (!existsSync(options.path)) createDatabase(options.path);
            migrate(open().connection, options.path);
            return [undefined];
          case 'append':
            return appendGroups(open(), request.groups, options.path);
          case 'close':
            database?.connection.close();
            database = undefined;
            return [undefined];
          default:
            applyChange(open(), request, options.path);
            return [undefined];
        }
      } catch (cause) {
        const isWaiting = request.kind === 'prepare' && isBusy(cause);
        const error = isWaiting ? busyMigrating(options.path) : translateOrDefect(options.path, cause);
        return request.kind === 'append' ? request.groups.map(() => error) : [error];
      }
    },
  };
}

function openDatabase({ path, busyTimeoutMs, maxPages }: WriterOptions): OpenDatabase {
  if (!existsSync(path)) throw new StoreRefusal(missingDatabase(path));
  const connection = new Database(path, { timeout: busyTimeoutMs, fileMustExist: true });
  try {
    refuseForeign(connection, path);
    connection.exec('PRAGMA foreign_keys = ON');
    connection.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    if (maxPages !== undefined) connection.exec(`PRAGMA max_page_count = ${maxPages}`);
    return { connection, insertEvents: prepareInsertEvents(connection) };
  } catch (cause) {
    connection.close();
    throw cause;
  }
}

/** What an operator decided must survive a power cut: the commit waits for the disk. */
function applyChange(
  { connection, insertEvents }: OpenDatabase,
  change: CatalogueChange | TokenChange | Decision | KeepExamination,
  path: string,
): void {
  connection.exec('PRAGMA synchronous = FULL');
  inTransaction(connection, () => {
    refuseForeign(connection, path);
    if (change.kind === 'keep-examination') return keepExamination(connection, change);
    if (change.kind === 'create-token' || change.kind === 'revoke-token') changeTokens(connection, change);
    else if (change.kind !== 'decide') changeCatalogue(connection, change);
    insertEvents(change.events);
  });
}

/** A power cut may cost the newest groups, never the form of the log: SQLite's WAL mode with `synchronous = NORMAL`. */
function appendGroups(
  { connection, insertEvents }: OpenDatabase,
  groups: readonly (readonly RuntimeEvent[])[],
  path: string,
): WriteOutcome {
  connection.exec('PRAGMA synchronous = NORMAL');
  return inTransaction(connection, () => {
    refuseForeign(connection, path);
    return groups.map((events) => {
      connection.exec('SAVEPOINT event_group');
      try {
        insertEvents(events);
        connection.exec('RELEASE event_group');
        return undefined;
      } catch (cause) {
        if (!connection.inTransaction) throw cause;
        connection.exec('ROLLBACK TO event_group; RELEASE event_group');
        return translateOrDefect(path, cause);
      }
    });
  });
}

function translateOrDefect(path: string, cause: unknown): KamiError {
  try {
    const { cause: detail, ...error } = translateError(path, cause);
    return detail instanceof Error ? { ...error, cause: detail.message } : error;
  } catch (defect) {
    const detail = defect instanceof Error ? (defect.stack ?? defect.message) : String(defect);
    return kamiError('KAMI_INTERNAL', 'The writer of the store failed.', { cause: detail });
  }
}
