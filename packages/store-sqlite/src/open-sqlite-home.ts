import type { ExaminationRepository, GrantRepository, TokenRepository, ToolRepository } from '@kami/registry';
import { err, ok, type DecisionLog, type KamiError, type Result } from '@kami/types';
import { createEventGroups, type GroupSettings } from './log/event-groups.ts';
import { openStoreReader } from './read/store-reader.ts';
import { readHeader } from './schema/read-header.ts';
import { createSqliteEventLog, type SqliteEventLog } from './sqlite-event-log.ts';
import { createSqliteExaminationRepository } from './sqlite-examination-repository.ts';
import { createSqliteGrantRepository, createSqliteToolRepository } from './sqlite-tool-repository.ts';
import { createSqliteTokenRepository } from './sqlite-token-repository.ts';
import { createLazyWriter, type Writer, type WriterChoice } from './writer/writer.ts';
import type { WriteRequest, WriterOptions } from './write/write-request.ts';

/** How a home's database is used. */
export interface SqliteHomeOptions {
  readonly writer: WriterChoice;
  /** How events are grouped; 50 ms or 256 events unless said. */
  readonly groups?: GroupSettings;
  /** How long a write waits for another process's lock, in milliseconds; 5,000 unless said. */
  readonly busyTimeoutMs?: number;
  /** The largest number of pages of the database; no bound unless said. */
  readonly maxPages?: number;
}

/** The database of one home. */
export interface SqliteHome extends AsyncDisposable {
  readonly tools: ToolRepository;
  readonly grants: GrantRepository;
  readonly tokens: TokenRepository;
  readonly examinations: ExaminationRepository;
  readonly events: SqliteEventLog;
  /** Commits are not grouped: each waits for the disk. Errors: those of `events`. */
  readonly decisions: DecisionLog;
  /** Commits what waits and closes the database. A second call does nothing. */
  close(): Promise<void>;
}

const DEFAULT_GROUPS: GroupSettings = { groupMs: 50, groupSize: 256 };

/**
 * Opens the database of a home, makes it where there is none, and brings an older one to this KAMI's schema. Errors:
 * `KAMI_STORE_CORRUPT` (no database, an empty file, another program's), `KAMI_STORE_NEWER`, `KAMI_STORE_FAILED`; after
 * each of these the file is as it was.
 */
export async function openSqliteHome(
  path: string,
  options: SqliteHomeOptions,
): Promise<Result<SqliteHome, KamiError>> {
  const state = readHeader(path);
  if (!state.ok) return state;
  const { groups: groupSettings = DEFAULT_GROUPS, busyTimeoutMs = 5000, maxPages } = options;
  const writerOptions = { path, busyTimeoutMs, ...(maxPages === undefined ? {} : { maxPages }) };
  const writer = createLazyWriter(() => loadWriter(options.writer, writerOptions));
  if (state.value !== 'present') {
    const [error] = await writer.request({ kind: 'prepare' });
    if (error !== undefined) {
      await writer.close();
      return err(error);
    }
  }
  const opened = await openStoreReader(path);
  if (!opened.ok) {
    await writer.close();
    return opened;
  }
  const reader = opened.value;
  const groups = createEventGroups(groupSettings, (batches) =>
    writer.request({ kind: 'append', groups: batches }),
  );
  const change = async (request: WriteRequest): Promise<Result<void, KamiError>> => {
    await groups.flush();
    const [error] = await writer.request(request);
    return error === undefined ? ok(undefined) : err(error);
  };
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await groups.flush();
    await writer.close();
    reader.close();
  };
  const closeOnce = (): Promise<void> => (closing ??= close());
  return ok({
    tools: createSqliteToolRepository(reader, change),
    grants: createSqliteGrantRepository(change),
    tokens: createSqliteTokenRepository(reader, change),
    examinations: createSqliteExaminationRepository(reader, change),
    events: createSqliteEventLog(reader, groups),
    decisions: { commit: async (events) => change({ kind: 'decide', events }) },
    close: closeOnce,
    [Symbol.asyncDispose]: closeOnce,
  });
}

async function loadWriter(choice: WriterChoice, options: WriterOptions): Promise<Writer> {
  if (choice.kind === 'inline')
    return (await import('./writer/inline-writer.ts')).createInlineWriter(options);
  return (await import('./writer/writer-thread.ts')).createWriterThread(choice.entry, options);
}
