import { mkdir, link, rename, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { err, ok, type Digest, type KamiError, type Result } from '@kami/types';
import { flushFolder } from '../component-store/write-atomically.ts';
import { translateStoreError } from '../component-store/translate-error.ts';
import { hasErrno } from '../jail/translate-error.ts';

/** A file that was unpacked from a backup and verified. */
export interface UnpackedFile {
  /** Relative to the folder that it was unpacked into, and to the home. */
  readonly path: string;
  readonly digest: Digest;
}

/**
 * Moves stored files into a home, before a row names them: each is flushed already, and is renamed over what stands
 * there under its digest. A secret that the home has is not replaced: its path is given back. Errors:
 * `KAMI_STORE_FAILED`; what was moved then names nothing and is collected.
 */
export async function adoptFiles(
  unpacked: string,
  root: string,
  files: readonly UnpackedFile[],
): Promise<Result<readonly string[], KamiError>> {
  const kept: string[] = [];
  const folders = new Set<string>();
  try {
    for (const { path } of files) {
      const [from, to] = [join(unpacked, path), join(root, path)];
      const made = await mkdir(dirname(to), { recursive: true, mode: 0o700 });
      if (made !== undefined) folders.add(dirname(made));
      if (path.startsWith('secrets/')) {
        if (!(await linkNew(from, to))) kept.push(path);
      } else {
        const now = new Date();
        await utimes(from, now, now);
        await rename(from, to);
      }
      folders.add(dirname(to));
    }
    for (const folder of folders) await flushFolder(folder);
    return ok(kept);
  } catch (cause) {
    return err(translateStoreError(cause, 'put the files of the backup into the home'));
  }
}

/** Gives a file a second name unless something has it; says whether it did. */
async function linkNew(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (hasErrno(error, 'EEXIST')) return false;
    throw error;
  }
}
