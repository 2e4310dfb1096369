/**
 * Threat: what is being installed, called or restored at this moment looks like what nobody needs. Rule: files are
 * listed before the rows that name them are read, nothing younger than the grace goes, and each file's age is looked at
 * again after it was moved out of the way.
 */
import { ok, type KamiError, type Result } from '@kami/types';
import type { HomeFile, HomeFiles } from './home-files.ts';

/**
 * Age from which a file that no row names belongs to nobody, in milliseconds: the time from storing a component to its
 * row is one of milliseconds, and the longest call ends within a quarter of an hour.
 */
export const COLLECTION_GRACE_MS = 3_600_000;

/** Age from which a copy of the database that was kept before a change goes, in milliseconds; the newest stays. */
export const KEPT_COPY_AGE_MS: number = 30 * 24 * 3_600_000;

/** What collecting needs. */
export interface CollectPorts {
  readonly files: HomeFiles;
  /** Stored files and tools that the rows name now. */
  readonly readNames: () => Promise<
    Result<{ readonly files: ReadonlySet<string>; readonly tools: ReadonlySet<string> }, KamiError>
  >;
  /** Deletes the private folder of a tool, when no call has it. */
  readonly removePrivateFolder: (id: string) => Promise<Result<void, KamiError>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What is to be collected. */
export interface CollectOptions {
  /** Says what would go, and deletes nothing. */
  readonly dryRun: boolean;
  /** Deletes private folders of tools that are not installed, too. */
  readonly purge: boolean;
}

/** What went, or would go, and what was kept although no installed tool has it. */
export interface Collection {
  readonly collected: readonly HomeFile[];
  readonly kept: readonly HomeFile[];
}

/** Deletes what nothing in a home names. Errors: those of the ports; what was deleted before stays deleted. */
export async function collectGarbage(
  { files, readNames, removePrivateFolder, now }: CollectPorts,
  { dryRun, purge }: CollectOptions,
): Promise<Result<Collection, KamiError>> {
  const listed = await files.list();
  if (!listed.ok) return listed;
  const names = await readNames();
  if (!names.ok) return names;
  const time = now();
  const newest = newestCopy(listed.value);
  const abandoned = listed.value.filter(
    (file) => file.kind === 'private-folder' && !names.value.tools.has(file.name),
  );
  const garbage = listed.value.filter((file) => file !== newest && isGarbage(file, names.value.files, time));
  const due = purge ? [...garbage, ...abandoned] : garbage;
  const kept = purge ? [] : abandoned;
  if (dryRun) return ok({ collected: due, kept });
  const collected: HomeFile[] = [];
  for (const file of due) {
    const gone =
      file.kind === 'private-folder'
        ? await removed(removePrivateFolder(file.name))
        : await files.collect(file, COLLECTION_GRACE_MS);
    if (!gone.ok) return gone;
    if (gone.value) collected.push(file);
  }
  return ok({ collected, kept });
}

/** Whether a file is one that nothing names or uses, and old enough to say so. */
export function isGarbage(file: HomeFile, named: ReadonlySet<string>, now: number): boolean {
  const age = now - file.changedAt;
  switch (file.kind) {
    case 'component':
    case 'prepared':
      return !named.has(file.name) && age > COLLECTION_GRACE_MS;
    case 'unfinished':
    case 'temporary':
      return !file.inUse && age > COLLECTION_GRACE_MS;
    case 'kept-copy':
      return age > KEPT_COPY_AGE_MS;
    case 'private-folder':
      return false;
  }
}

function newestCopy(files: readonly HomeFile[]): HomeFile | undefined {
  return files
    .filter(({ kind }) => kind === 'kept-copy')
    .toSorted((a, b) => b.changedAt - a.changedAt)
    .at(0);
}

async function removed(done: Promise<Result<void, KamiError>>): Promise<Result<boolean, KamiError>> {
  const result = await done;
  return result.ok ? ok(true) : result;
}
