/**
 * Threat: half a download that is taken for a whole one, or that fills the disk. Rule: everything comes into a folder of
 * its own in the home's temporary folder, which is deleted when it was read or when it failed; what a killed process
 * left is deleted by the next one.
 */
import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { kill, pid } from 'node:process';

const FOLDER = /^source-(?<owner>\d+)-/u;

/** A folder that is deleted when it is disposed. */
export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
}

/** Makes an empty folder for its owner only, and deletes those of processes that are gone. Throws Node's file errors. */
export async function makeTemporaryFolder(home: string): Promise<TemporaryFolder> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  await sweep(home);
  const path = join(home, `source-${pid}-${randomUUID()}`);
  await mkdir(path, { mode: 0o700 });
  return {
    path,
    [Symbol.asyncDispose]: async () => rm(path, { recursive: true, force: true }),
  };
}

/** What cannot be deleted, or is deleted by another process meanwhile, stops no download. */
async function sweep(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const owner = FOLDER.exec(name)?.groups?.['owner'];
    if (owner === undefined || isRunning(Number(owner))) continue;
    const path = join(home, name);
    const [found] = await Promise.allSettled([lstat(path)]);
    if (found.status === 'fulfilled' && found.value.isDirectory())
      await Promise.allSettled([rm(path, { recursive: true, force: true })]);
  }
}

function isRunning(owner: number): boolean {
  try {
    return kill(owner, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
