import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrno } from '../jail/translate-error.ts';

/** A file or folder in a folder of the home. */
export interface FolderEntry {
  readonly name: string;
  readonly path: string;
  readonly isFolder: boolean;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

/** What is in a folder, in order; nothing where there is no such folder. What goes meanwhile is left out. Throws file errors. */
export async function entriesOf(folder: string): Promise<readonly FolderEntry[]> {
  const names = await orNothing(readdir(folder));
  const entries: FolderEntry[] = [];
  for (const name of (names ?? []).toSorted()) {
    const path = join(folder, name);
    const stat = await orNothing(lstat(path));
    if (stat !== undefined)
      entries.push({ name, path, isFolder: stat.isDirectory(), bytes: stat.size, changedAt: stat.mtimeMs });
  }
  return entries;
}

/** Bytes of all files below a folder. Throws file errors. */
export async function bytesBelow(folder: string): Promise<number> {
  let bytes = 0;
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined; next = folders.pop())
    for (const entry of await entriesOf(next)) {
      if (entry.isFolder) folders.push(entry.path);
      else bytes += entry.bytes;
    }
  return bytes;
}

async function orNothing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}
