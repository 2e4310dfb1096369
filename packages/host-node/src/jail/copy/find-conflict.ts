import type { BigIntStats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { KeepFailure } from '@kami/sandbox';
import { below, isSameMark, markOf, type CopiedTree } from './copied-tree.ts';
import type { CopyChanges } from './find-changes.ts';

const CHANGED = 'it was changed while the tool worked on its copy';

/** The first entry of the source that is no more what was copied and that a change would overwrite or remove. */
export async function findConflict(
  source: string,
  tree: CopiedTree,
  changes: CopyChanges,
): Promise<KeepFailure | undefined> {
  const conflict = (entry: string): KeepFailure => ({ entry, why: CHANGED, conflict: true });
  const made = new Set(changes.madeFolders);
  for (const path of changes.madeFolders)
    if ((await statOf(join(source, path))) !== undefined) return conflict(path);
  for (const path of [...changes.madeFolders, ...changes.written, ...changes.removed]) {
    if (!(await hasPlainFolders(source, path, made))) return conflict(path);
  }
  for (const path of [...changes.written, ...changes.removed]) {
    const stat = await statOf(join(source, path));
    const known = tree.files.get(path);
    const same =
      known === undefined
        ? stat === undefined
        : stat?.isFile() === true && isSameMark(known.source, markOf(stat));
    if (!same) return conflict(path);
  }
  const gone = new Set([...changes.removed, ...changes.removedFolders]);
  for (const folder of changes.removedFolders) {
    if (!(await hasPlainFolders(source, below(folder, 'x'), made))) return conflict(folder);
    for (const name of await readdir(join(source, folder)))
      if (!gone.has(below(folder, name))) return conflict(below(folder, name));
  }
  return undefined;
}

/** Whether each folder above an entry is a folder still, and no link; new ones are made later. */
async function hasPlainFolders(source: string, path: string, made: ReadonlySet<string>): Promise<boolean> {
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    if (made.has(folder)) continue;
    if ((await statOf(join(source, folder)))?.isDirectory() !== true) return false;
  }
  return true;
}

async function statOf(path: string): Promise<BigIntStats | undefined> {
  try {
    return await lstat(path, { bigint: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw error;
  }
}
