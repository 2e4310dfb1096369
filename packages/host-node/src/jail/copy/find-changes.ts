import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { below, isSameMark, markOf, type CopiedTree } from './copied-tree.ts';

/** What a guest changed in its copy, by paths relative to the root. */
export interface CopyChanges {
  /** Folders that are new, those above first. */
  readonly madeFolders: readonly string[];
  /** Files that are new or differ. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** Folders that are gone, those below first. */
  readonly removedFolders: readonly string[];
}

/** Compares a copy with what it held at first. Throws what the file system throws. */
export async function findChanges(copy: string, tree: CopiedTree): Promise<CopyChanges> {
  const files = new Set<string>();
  const folders = new Set<string>();
  const written: string[] = [];
  const left = [''];
  for (let folder = left.pop(); folder !== undefined; folder = left.pop()) {
    for (const entry of await readdir(join(copy, folder), { withFileTypes: true })) {
      const path = below(folder, entry.name);
      if (entry.isDirectory()) {
        folders.add(path);
        left.push(path);
      } else if (entry.isFile()) {
        files.add(path);
        const known = tree.files.get(path);
        const mark = markOf(await lstat(join(copy, path), { bigint: true }));
        if (known === undefined || !isSameMark(known.copy, mark)) written.push(path);
      }
    }
  }
  return {
    madeFolders: [...folders].filter((path) => !tree.folders.has(path)).sort(byDepth),
    written,
    removed: [...tree.files.keys()].filter((path) => !files.has(path)),
    removedFolders: [...tree.folders]
      .filter((path) => !folders.has(path))
      .sort(byDepth)
      .toReversed(),
  };
}

function byDepth(a: string, b: string): number {
  return a.split('/').length - b.split('/').length;
}
