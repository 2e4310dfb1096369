import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { toPath, type PathLike } from './find-tool-folder.ts';
import { pathBelow } from './test-files.ts';

/** What a file of a test holds. */
export type FileContent = string | Uint8Array;
/** Files by their paths below a folder, `/`-separated. */
export type FileTree = Readonly<Record<string, FileContent>>;

/** A folder that a tool is lent. */
export interface LentFolder {
  /** A folder of the project; one that the tool may write is copied first, so that it stays as it is. */
  readonly folder?: PathLike;
  /** Files to be in it, beside those of `folder`. */
  readonly files?: FileTree;
  /** Whether the tool may write there; not unless said. */
  readonly writable?: boolean;
}

/** Folders of a test, by the names under which the tool finds them in `/mnt`. Disposing removes what was made for it. */
export interface LentFolders extends AsyncDisposable {
  readonly paths: ReadonlyMap<string, string>;
  /** In the form of `kami grant`. */
  readonly grants: readonly string[];
}

/** Makes the folders that a test lends; relative paths are below `base`. */
export async function lendFolders(
  mounts: Readonly<Record<string, PathLike | LentFolder>>,
  base: string,
): Promise<LentFolders> {
  const paths = new Map<string, string>();
  const grants: string[] = [];
  const made: string[] = [];
  const dispose = async (): Promise<void> => {
    await Promise.all(made.map((path) => rm(path, { recursive: true, force: true })));
  };
  try {
    for (const [name, given] of Object.entries(mounts)) {
      const lent: LentFolder = typeof given === 'string' || given instanceof URL ? { folder: given } : given;
      const isMade = lent.writable === true || lent.files !== undefined || lent.folder === undefined;
      const path = isMade ? await mkdtemp(join(tmpdir(), 'kami-lent-')) : toPath(lent.folder ?? '', base);
      if (isMade) {
        made.push(path);
        if (lent.folder !== undefined) await cp(toPath(lent.folder, base), path, { recursive: true });
        await writeTree(path, lent.files ?? {});
      }
      paths.set(name, path);
      grants.push(`fs=${name}=${path}:${lent.writable === true ? 'rw' : 'ro'}`);
    }
  } catch (error) {
    await dispose();
    throw error;
  }
  return { paths, grants, [Symbol.asyncDispose]: dispose };
}

/** Writes files below a folder, which is made where it is not there. */
export async function writeTree(folder: string, files: FileTree): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [name, content] of Object.entries(files)) {
    const path = pathBelow(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}
