import { delimiter, dirname, join } from 'node:path';

/** A search path that finds the programs of a folder's packages first: `node_modules/.bin` of it and of each folder above. */
export function binPath(folder: string, path: string): string {
  const folders: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    folders.push(join(at, 'node_modules', '.bin'));
    if (dirname(at) === at) return [...folders, path].join(delimiter);
  }
}
