import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { removeTree } from '../../private-folder/remove-tree.ts';

/** What the names of copies begin with. */
export const COPY_PREFIX = 'files-';
/** Age from which a copy belongs to no call, in milliseconds: the longest call is ten minutes, with five of waiting for a person. */
const MAX_AGE_MS = 3_600_000;

/** Removes the copies that killed processes left behind. Throws what the file system throws. */
export async function sweepCopies(temporary: string): Promise<void> {
  for (const name of await readdir(temporary)) {
    if (!name.startsWith(COPY_PREFIX)) continue;
    const path = join(temporary, name);
    if (Date.now() - (await madeAt(path)) > MAX_AGE_MS) await removeTree(path);
  }
}

/** When a folder was made; now, when another process removed it meanwhile. */
async function madeAt(path: string): Promise<number> {
  try {
    const { birthtimeMs, ctimeMs } = await lstat(path);
    return birthtimeMs > 0 ? birthtimeMs : ctimeMs;
  } catch {
    return Date.now();
  }
}
