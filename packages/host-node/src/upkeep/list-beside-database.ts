import { join } from 'node:path';
import type { HomeFile } from '@kami/runtime';
import { isOwnerRunning } from './owner.ts';
import { entriesOf } from './read-entries.ts';

/** Drafts of a database that a process began to make. */
const DRAFT = /^kami\.db\.new-\d+-/;

/** Copies of the database that were kept before a change, and drafts of it. Throws file errors. */
export async function listBesideDatabase(root: string): Promise<readonly HomeFile[]> {
  const kept = (await entriesOf(join(root, 'backups'))).map(({ name, bytes, changedAt }): HomeFile => ({
    kind: name.endsWith('.db') ? 'kept-copy' : 'unfinished',
    path: `backups/${name}`,
    name,
    bytes,
    changedAt,
    inUse: false,
  }));
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
