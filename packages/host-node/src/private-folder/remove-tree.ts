/**
 * Threat: a guest nests folders until their path is longer than the kernel takes, and nothing can remove them. Rule:
 * no path here is longer than two names below the root: each folder is moved up to the root before it is emptied.
 */
import { lstat, readdir, rename, rm, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Removes a folder with everything in it, links themselves and not what they lead to. Nothing happens where there is
 * none. Throws what the file system throws.
 */
export async function removeTree(root: string): Promise<void> {
  if ((await typeOf(root)) !== 'directory') return rm(root, { force: true });
  let moved = 0;
  const queue: Buffer[] = [];
  for (const entry of await readdir(root, { withFileTypes: true, encoding: 'buffer' })) {
    const path = below(root, entry.name);
    if (!entry.isDirectory()) await unlink(path);
    else queue.push(entry.name);
  }
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const folder = below(root, name);
    for (const entry of await readdir(folder, { withFileTypes: true, encoding: 'buffer' })) {
      const path = below(folder, entry.name);
      if (!entry.isDirectory()) {
        await unlink(path);
        continue;
      }
      const target = await freeName(root, () => `moved-${(moved += 1)}`);
      await rename(path, below(root, target));
      queue.push(target);
    }
    await rmdir(folder);
  }
  await rmdir(root);
}

/** A name that no entry of the root has. */
async function freeName(root: string, next: () => string): Promise<Buffer> {
  for (;;) {
    const name = next();
    if ((await typeOf(join(root, name))) === undefined) return Buffer.from(name);
  }
}

function below(folder: string | Buffer, name: Buffer): Buffer {
  return Buffer.concat([Buffer.from(folder), Buffer.from('/'), name]);
}

async function typeOf(path: string): Promise<'directory' | 'other' | undefined> {
  try {
    return (await lstat(path)).isDirectory() ? 'directory' : 'other';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
