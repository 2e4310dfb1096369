import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = /^test-(\d{1,10})-/u;

/** Makes a folder for what one tool keeps during a test, named after this process. */
export async function makeTestFolder(temporary: string): Promise<string> {
  return mkdtemp(join(temporary, `test-${process.pid}-`));
}

/** Removes the folders of processes that were killed before they could. */
export async function removeLeftFolders(temporary: string): Promise<void> {
  const names = await readdir(temporary).catch(() => []);
  const left = names.filter((name) => {
    const [, pid] = NAME.exec(name) ?? [];
    return pid !== undefined && !isAlive(Number(pid));
  });
  await Promise.all(left.map((name) => rm(join(temporary, name), { recursive: true, force: true })));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
