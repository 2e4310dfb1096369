import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { aliasOf, splitEntryPath } from './entry-path.ts';

/** Files and folders of one package: more are an attack on the disk's inodes. */
export const MAX_ENTRIES = 4096;
/** Bytes of all files of one package together: a small archive may stand for a disk full of zeros. */
export const MAX_UNPACKED_BYTES: number = 128 * 1024 * 1024;

/** A folder that a package is written into, each file once. */
export interface FolderWriter {
  /** Makes a folder. Error: `KAMI_SOURCE_REFUSED`. Throws Node's file errors. */
  makeFolder(path: string): Promise<Result<void, KamiError>>;
  /** The place of a new file, its folders made. Error: `KAMI_SOURCE_REFUSED`. Throws Node's file errors. */
  place(path: string): Promise<Result<string, KamiError>>;
  /** Writes a new file. Error: `KAMI_SOURCE_REFUSED`, above the bound on all of them too. Throws Node's file errors. */
  write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<Result<void, KamiError>>;
}

/** A writer into an empty folder that nobody else writes; `what` names the package in errors. */
export function createFolderWriter(root: string, what: string): FolderWriter {
  const files = new Set<string>();
  const folders = new Set<string>();
  let entries = 0;
  let written = 0;

  const claim = (path: string, kind: 'file' | 'folder'): Result<readonly string[], KamiError> => {
    entries += 1;
    if (entries > MAX_ENTRIES) return err(refusedPackage(what, `it has more than ${MAX_ENTRIES} entries`));
    const names = splitEntryPath(path);
    const refuse = (why: string): Result<never, KamiError> =>
      err(refusedPackage(what, `of the entry ${JSON.stringify(path.slice(0, 200))} ${why}`));
    if (typeof names === 'string') return refuse(names);
    if (kind === 'file' && names.length === 0) return refuse('the name is empty');
    const own = aliasOf(names);
    const above = names.slice(0, -1).map((_, index) => aliasOf(names.slice(0, index + 1)));
    if (above.some((folder) => files.has(folder)) || files.has(own)) return refuse('the name comes twice');
    if (kind === 'file' && folders.has(own)) return refuse('the name comes twice');
    for (const folder of above) folders.add(folder);
    (kind === 'file' ? files : folders).add(own);
    return ok(names);
  };
  const place: FolderWriter['place'] = async (path) => {
    const names = claim(path, 'file');
    if (!names.ok) return names;
    const target = join(root, ...names.value);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    return ok(target);
  };
  return {
    place,
    async makeFolder(path) {
      const names = claim(path, 'folder');
      if (!names.ok) return names;
      if (names.value.length > 0) await mkdir(join(root, ...names.value), { recursive: true, mode: 0o700 });
      return ok(undefined);
    },
    async write(path, bytes) {
      const target = await place(path);
      if (!target.ok) return target;
      await using file: FileHandle = await open(target.value, 'wx', 0o600);
      for await (const part of bytes) {
        written += part.length;
        if (written > MAX_UNPACKED_BYTES)
          return err(refusedPackage(what, `its files have more than ${MAX_UNPACKED_BYTES} bytes`));
        await file.write(part);
      }
      return ok(undefined);
    },
  };
}

/** The error of a package that is refused as a whole. */
export function refusedPackage(what: string, why: string): KamiError {
  return kamiError('KAMI_SOURCE_REFUSED', `${what} is refused: ${why}.`, {
    hint: 'Nothing of it was kept. A package holds plain files and folders, each once, named below its root.',
  });
}
