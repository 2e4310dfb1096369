import type { BigIntStats } from 'node:fs';

/** A file as it was when it was copied: enough to see whether it was changed since. */
export interface FileMark {
  readonly size: bigint;
  readonly inode: bigint;
  readonly modifiedNs: bigint;
  readonly changedNs: bigint;
}

/** A file of a copy: the mark of the source, and that of the copy before the guest began. */
export interface CopiedFile {
  readonly source: FileMark;
  readonly copy: FileMark;
}

/** What a copy held at first, by path relative to its root, with `/` between names. */
export interface CopiedTree {
  readonly files: ReadonlyMap<string, CopiedFile>;
  readonly folders: ReadonlySet<string>;
}

/** The mark of a file. */
export function markOf(stat: BigIntStats): FileMark {
  return { size: stat.size, inode: stat.ino, modifiedNs: stat.mtimeNs, changedNs: stat.ctimeNs };
}

/** Whether two marks are of one file that nobody wrote in between. */
export function isSameMark(a: FileMark, b: FileMark): boolean {
  return (
    a.size === b.size && a.inode === b.inode && a.modifiedNs === b.modifiedNs && a.changedNs === b.changedNs
  );
}

/** The path of an entry, relative to the root. */
export function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
