/**
 * Threat: a backup that a person put beside KAMI's own copies, or the log of a damaged database, is deleted as a leftover.
 * Rule: only names that KAMI gives are listed, and what belongs to a kept copy stays as long as the copy.
 */
import { join } from 'node:path';
import type { HomeFile, HomeFileKind } from '@kami/runtime';
import { isOwnerRunning } from './owner.ts';
import { entriesOf } from './read-entries.ts';

/** Drafts of a database that a process began to make. */
const DRAFT = /^kami\.db\.new-\d+-/;
/** Copies that were kept, with what SQLite has beside a database, and drafts of them. */
const COPY = /^(?<copy>(?:schema-\d+|before-restore|damaged)-[^.]*\.db)(?<rest>.*)$/;
const BESIDE = /^-(?:wal|shm|journal)$/;
const COPY_DRAFT = /^\.[^/]*\.tmp(?:-wal|-shm|-journal)?$/;

/** Copies of the database that were kept before a change, and drafts of it. Throws file errors. */
export async function listBesideDatabase(root: string): Promise<readonly HomeFile[]> {
  const backups = await entriesOf(join(root, 'backups'));
  const present = new Set(backups.map(({ name }) => name));
  const kept = backups.flatMap(({ name, bytes, changedAt }): HomeFile[] => {
    const kind = kindOf(name, present);
    return kind === undefined
      ? []
      : [{ kind, path: `backups/${name}`, name, bytes, changedAt, inUse: false }];
  });
  const drafts = (await entriesOf(root))
    .filter(({ name }) => DRAFT.test(name))
    .map(({ name, bytes, changedAt }): HomeFile => ({
      kind: 'unfinished',
      path: name,
      name,
      bytes,
      changedAt,
      inUse: isOwnerRunning(name),
    }));
  return [...kept, ...drafts];
}

/** What a file of `backups/` is; nothing for one that is not KAMI's, or that belongs to a copy that is there. */
function kindOf(name: string, present: ReadonlySet<string>): HomeFileKind | undefined {
  if (COPY_DRAFT.test(name)) return 'unfinished';
  const { copy = '', rest = '' } = COPY.exec(name)?.groups ?? {};
  if (copy === '') return undefined;
  if (rest === '') return 'kept-copy';
  if (BESIDE.test(rest)) return present.has(copy) ? undefined : 'unfinished';
  return COPY_DRAFT.test(rest) ? 'unfinished' : undefined;
}
