/**
 * Threat: a copy that is swept while its call runs looks like one whose files a guest removed, and they would be removed
 * from the lent folder too. Rule: a copy goes only when it is old and its process is gone: the clock alone proves
 * nothing, as a machine may sleep in the middle of a call.
 */
import { randomUUID } from 'node:crypto';
import { lstat, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { removeTree } from '../../private-folder/remove-tree.ts';
import { hasErrno } from '../translate-error.ts';

/** What the names of this process's copies begin with. */
export const COPY_PREFIX: string = `files-${process.pid}-`;
const COPY = /^files-(?:(?<owner>\d+)-)?/;
/**
 * Age from which a copy belongs to no call, in milliseconds: the longest call is ten minutes, with five of waiting for
 * a person.
 */
const MAX_AGE_MS = 3_600_000;

/**
 * Removes the copies that killed processes left behind. What cannot be removed costs no call. Throws when there is no
 * such folder.
 */
export async function sweepCopies(temporary: string): Promise<void> {
  for (const name of await readdir(temporary)) {
    const copy = COPY.exec(name);
    if (copy === null || isRunning(copy.groups?.['owner'])) continue;
    const path = join(temporary, name);
    if (Date.now() - (await madeAt(path)) > MAX_AGE_MS) await sweep(path, temporary);
  }
}

/** Moves a copy away first: of several calls that come to it at once, one has it. */
async function sweep(path: string, temporary: string): Promise<void> {
  const taken = join(temporary, `${COPY_PREFIX}${randomUUID()}`);
  try {
    await rename(path, taken);
    await removeTree(taken);
  } catch {
    // Another call has it, or it is left to a person.
  }
}

function isRunning(owner: string | undefined): boolean {
  if (owner === undefined) return false;
  try {
    return process.kill(Number(owner), 0);
  } catch (error) {
    return hasErrno(error, 'EPERM');
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
