import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Files of compiled code, and what a process that was killed left of one: `own-file` adds the process's number. */
const CODE = /^(?:executor|other|run|serve)-.+\.code(?:\.\d+)?$/u;
/** Milliseconds. A file that is still used after that is compiled once more. */
const OLD: number = 30 * 24 * 60 * 60 * 1000;

/**
 * Removes compiled code that was written more than 30 days before `now` (milliseconds since 1970): of earlier versions, or
 * of other versions of Node. Leaves every other file, and what cannot be removed.
 */
export function removeOldCode(folder: string, now: number): void {
  try {
    for (const name of readdirSync(folder)) if (CODE.test(name)) removeIfOld(join(folder, name), now);
  } catch {
    // The folder is gone, or may not be read.
  }
}

function removeIfOld(path: string, now: number): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats?.isFile() !== true || stats.mtimeMs >= now - OLD) return;
  try {
    rmSync(path, { force: true });
  } catch {
    // Nobody may: it stays.
  }
}
