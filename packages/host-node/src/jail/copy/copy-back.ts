/**
 * Threat: the lent folder was changed while the guest worked on its copy, and writing the copy back loses that; or the
 * disk fills in the middle. Rule: all is compared first, all bytes are staged beside their targets, all is compared
 * again, and only then is anything replaced, file by file with a rename.
 */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, rename, rm, rmdir, unlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { KeepFailure } from '@kami/sandbox';
import { err, ok, type Result } from '@kami/types';
import { findConflict } from './find-conflict.ts';
import type { CopiedTree } from './copied-tree.ts';
import { findChanges, type CopyChanges } from './find-changes.ts';

interface StagedFile {
  readonly path: string;
  readonly staged: string;
}

/** Writes what a guest changed in a copy back to its source. Never rejects. */
export async function copyBack(
  source: string,
  copy: string,
  tree: CopiedTree,
): Promise<Result<void, KeepFailure>> {
  let entry = '';
  const made: string[] = [];
  const staged: StagedFile[] = [];
  try {
    const changes = await findChanges(copy, tree);
    const conflict = await findConflict(source, tree, changes);
    if (conflict !== undefined) return err(conflict);
    for (entry of changes.madeFolders) {
      await mkdir(join(source, entry));
      made.push(entry);
    }
    for (entry of changes.written) staged.push(await stage(source, copy, entry, tree.files.has(entry)));
    entry = '';
    const late = await findConflict(source, tree, { ...changes, madeFolders: [] });
    if (late !== undefined) return await undo(source, made, staged, late);
    for (let file = staged.at(-1); file !== undefined; file = staged.at(-1)) {
      entry = file.path;
      await rename(file.staged, join(source, entry));
      staged.pop();
    }
    made.splice(0);
    await removeGone(source, changes);
    return ok(undefined);
  } catch (error) {
    const why = `it could not be written (${codeOf(error)})`;
    return undo(source, made, staged, { entry, why, conflict: false });
  }
}

/** Copies a file beside its target, and lets it be read and run by whom its target is. */
async function stage(source: string, copy: string, path: string, replaces: boolean): Promise<StagedFile> {
  const target = join(source, path);
  const staged = join(dirname(target), `.kami-${randomUUID()}`);
  try {
    await copyFile(join(copy, path), staged, constants.COPYFILE_EXCL);
    const { atime, mtime } = await lstat(join(copy, path));
    await utimes(staged, atime, mtime);
    if (replaces) await chmod(staged, (await lstat(target)).mode & 0o777);
    return { path, staged };
  } catch (error) {
    await rm(staged, { force: true });
    throw error;
  }
}

/** Takes back what was prepared. */
async function undo(
  source: string,
  made: readonly string[],
  staged: readonly StagedFile[],
  failure: KeepFailure,
): Promise<Result<never, KeepFailure>> {
  await Promise.allSettled(staged.map((file) => rm(file.staged, { force: true })));
  for (const folder of made.toReversed()) await Promise.allSettled([rmdir(join(source, folder))]);
  return err(failure);
}

async function removeGone(source: string, { removed, removedFolders }: CopyChanges): Promise<void> {
  for (const path of removed) await unlink(join(source, path));
  for (const path of removedFolders) await rmdir(join(source, path));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
