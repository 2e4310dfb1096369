import { readdirSync, statSync, watch, type FSWatcher } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Project } from './project.ts';
import { isGenerated } from './source-files.ts';
import { watchedPaths } from './watched-files.ts';

/** Folders that one project watches: each takes a descriptor of the system. */
const MAX_FOLDERS = 10_000;

/** Hears of changes in the folders of a project until it is disposed. */
export interface FolderWatch extends Disposable {
  /** Watches what a project names, and no other folder any more; folders that are new are among them. */
  follow(project: Pick<Project, 'folder' | 'build'>): void;
}

/**
 * Watches folders one by one, those of generated files left out: what watches recursively by itself would watch all of
 * `node_modules`. `onChange` is called with the path of whatever comes, goes or changes in one of them.
 */
export function watchFolders(onChange: (path: string) => void): FolderWatch {
  const watchers = new Map<string, FSWatcher>();
  const stop = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const start = (folder: string): void => {
    try {
      const watcher = watch(folder, (_event, name) => {
        if (name === null || !isGenerated(name)) onChange(join(folder, name ?? ''));
      });
      // A folder that is deleted ends its watch; the one above it tells of that.
      watcher.on('error', () => stop(folder));
      watchers.set(folder, watcher);
    } catch {
      // It went meanwhile.
    }
  };
  return {
    follow(project) {
      const wanted = new Set(foldersOf(project));
      for (const folder of watchers.keys()) if (!wanted.has(folder)) stop(folder);
      for (const folder of wanted) if (!watchers.has(folder)) start(folder);
    },
    [Symbol.dispose]: () => [...watchers.keys()].forEach(stop),
  };
}

/** The project's own folder, which holds `tool.toml`, those of the files that it names, and all below the folders that it names. */
export function foldersOf(project: Pick<Project, 'folder' | 'build'>): readonly string[] {
  const found = watchedPaths(project).flatMap((path) => {
    const at = join(project.folder, path);
    const stat = statSync(at, { throwIfNoEntry: false });
    if (stat === undefined) return [];
    return stat.isDirectory() ? foldersBelow(at) : [dirname(at)];
  });
  return [...new Set([project.folder, ...found])].slice(0, MAX_FOLDERS);
}

function foldersBelow(folder: string): readonly string[] {
  const below = subfolders(folder).filter((name) => !isGenerated(name));
  return [folder, ...below.flatMap((name) => foldersBelow(join(folder, name)))];
}

/** None of a folder that went meanwhile, or that this user may not read: the build says so. */
function subfolders(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}
