import {
  lstatSync,
  lutimesSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  utimesSync,
  type Stats,
} from 'node:fs';
import type { JailTimes } from '@kami/sandbox';
import { makeEntry, requireWritable, startOf, type DirectoryState } from './jailed-root.ts';
import { resolveTimes } from './node-times.ts';
import { entryPath } from './place.ts';
import { splitEntryPath, splitPath } from './split-path.ts';
import { Refusal, hasErrno } from './translate-error.ts';
import { locate } from './walk.ts';

/** Uses the kernel's path of an entry that is only named: one component below an open directory. */
function withEntry<T>(
  state: DirectoryState,
  path: string,
  use: (entryPath: string, directory: boolean) => T,
): T {
  const split = splitEntryPath(path);
  return locate(startOf(state), { ...split, directory: false }, 'name', ({ parent, name }) => {
    if (name === undefined) throw new Refusal('busy');
    if (!state.root.places.isName(name)) throw new Refusal('invalid');
    return use(entryPath(parent, name), split.directory);
  });
}

/** Makes a directory. */
export function makeDirectoryEntry(state: DirectoryState, path: string): void {
  requireWritable(state.root);
  withEntry(state, path, (entry) => makeEntry(state.root, () => mkdirSync(entry, 0o777)));
}

/** Removes a directory that is empty, or anything else. */
export function removeEntry(state: DirectoryState, path: string, directory: boolean): void {
  requireWritable(state.root);
  withEntry(state, path, (entry, mustBeDirectory) => {
    const stat = lstatSync(entry);
    if (mustBeDirectory && !stat.isDirectory()) throw new Refusal('not-directory');
    if (directory) rmdirSync(entry);
    else if (stat.isDirectory()) throw new Refusal('is-directory');
    else unlinkSync(entry);
    state.root.places.moved(entry);
    state.root.budget?.usage.removeEntry(stat);
  });
}

/** Renames within one root; between two roots it is another device, whatever the disk. */
export function renameEntry(from: DirectoryState, path: string, to: DirectoryState, toPath: string): void {
  requireWritable(from.root);
  requireWritable(to.root);
  if (from.root !== to.root) throw new Refusal('cross-device');
  withEntry(from, path, (entry, mustBeDirectory) =>
    withEntry(to, toPath, (toEntry, targetMustBeDirectory) => {
      const stat = lstatSync(entry);
      if ((mustBeDirectory || targetMustBeDirectory) && !stat.isDirectory())
        throw new Refusal('not-directory');
      const replaced = statIfThere(toEntry);
      renameSync(entry, toEntry);
      from.root.places.moved(entry, toEntry);
      const same = replaced !== undefined && replaced.ino === stat.ino;
      if (replaced !== undefined && !same) from.root.budget?.usage.removeEntry(replaced);
    }),
  );
}

/** Sets the times of what a path leads to, or of a link there itself. */
export function setEntryTimes(
  state: DirectoryState,
  path: string,
  followLinks: boolean,
  times: JailTimes,
): void {
  requireWritable(state.root);
  locate(startOf(state), splitPath(path), followLinks ? 'follow' : 'itself', ({ parent, name, found }) => {
    if (found === undefined) throw new Refusal('no-entry');
    const { accessed, modified } = resolveTimes(times, found.stat);
    if (found.stat.isSymbolicLink() && name !== undefined)
      lutimesSync(entryPath(parent, name), accessed, modified);
    else utimesSync(found.place.path, accessed, modified);
  });
}

function statIfThere(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}
