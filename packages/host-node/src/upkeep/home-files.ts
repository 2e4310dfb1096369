import { randomUUID } from 'node:crypto';
import { lstat, rename, rmdir, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HomeFile, HomeFiles } from '@kami/runtime';
import { err, ok, type KamiError, type Result } from '@kami/types';
import { removeTree } from '../private-folder/remove-tree.ts';
import { hasErrno } from '../jail/translate-error.ts';
import { translateStoreError } from '../component-store/translate-error.ts';
import { listBesideDatabase } from './list-beside-database.ts';
import { listFolders } from './list-folders.ts';
import { listStore } from './list-store.ts';

/** The files below a home folder. */
export function createHomeFiles(root: string): HomeFiles {
  return {
    async list() {
      try {
        const lists = [await listStore(root), await listFolders(root), await listBesideDatabase(root)];
        return ok(lists.flat());
      } catch (cause) {
        return err(translateStoreError(cause, 'list the files of the home'));
      }
    },
    collect: async (file, graceMs) => collect(root, file, graceMs),
  };
}

/**
 * Moves a file aside, looks again when it was taken into use, and only then deletes it: who takes it into use touches it
 * by its name, and either is seen here or finds it gone.
 */
async function collect(root: string, file: HomeFile, graceMs: number): Promise<Result<boolean, KamiError>> {
  const path = join(root, file.path);
  const aside = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    await rename(path, aside);
    if (Date.now() - (await lstat(aside)).mtimeMs <= graceMs) {
      await rename(aside, path);
      return ok(false);
    }
    if (file.kind === 'temporary') await removeTree(aside);
    else await unlink(aside);
    await dropEmptyFolder(file, dirname(path));
    return ok(true);
  } catch (cause) {
    // Another process had it first.
    if (hasErrno(cause, 'ENOENT')) return ok(false);
    return err(translateStoreError(cause, 'delete a file that nothing names'));
  }
}

/** Of a component whose last file went; a process that writes there makes the folder again. */
async function dropEmptyFolder({ kind }: HomeFile, folder: string): Promise<void> {
  if (kind !== 'component' && kind !== 'prepared') return;
  try {
    await rmdir(folder);
  } catch {
    // Something else is in it.
  }
}
