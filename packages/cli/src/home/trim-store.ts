import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Removes all but the components that a store got last: each build of a tool leaves what examining it found, some
 * megabytes. What another process reads meanwhile is missing there, and found again by examining.
 */
export async function trimStore(store: string, keep: number): Promise<void> {
  const folder = join(store, 'sha256');
  const names = await readdir(folder).catch(() => []);
  if (names.length <= keep) return;
  const aged = await Promise.all(
    names.map(async (name) => {
      const stats = await stat(join(folder, name)).catch(() => undefined);
      return { path: join(folder, name), changed: stats?.mtimeMs ?? 0 };
    }),
  );
  const old = aged.toSorted((a, b) => b.changed - a.changed).slice(keep);
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })));
}
