import { closeSync, constants, fsync } from 'node:fs';
import { promisify } from 'node:util';
import type { FsErrorCode } from '@kami/protocol';
import type { JailDirectory } from '@kami/sandbox';
import { err, ok, type Result } from '@kami/types';
import { makeDirectoryEntry, removeEntry, renameEntry, setEntryTimes } from './change-entry.ts';
import { requireOpen, type DirectoryState, type JailedRoot } from './jailed-root.ts';
import { nodeStat } from './node-stat.ts';
import { openNode } from './open-node.ts';
import type { Place } from './place.ts';
import { listEntries, readLinkTarget, statEntry } from './read-entry.ts';
import { attempt, translateError } from './translate-error.ts';

const fsyncAsync = promisify(fsync);
const states = new WeakMap<JailDirectory, DirectoryState>();

/** A directory of a jail at a place, which it owns. */
export function createJailDirectory(root: JailedRoot, place: Place): JailDirectory {
  const state: DirectoryState = { root, place, closed: false };
  const run = <T>(operation: () => T): Promise<Result<T, FsErrorCode>> =>
    Promise.resolve(attempt(() => (requireOpen(state), operation())));
  const directory: JailDirectory = {
    kind: 'directory',
    stat: () => run(() => nodeStat(place.exactStat())),
    statAt: (path, followLinks) => run(() => statEntry(state, path, followLinks)),
    open: (path, flags) => run(() => openNode(state, path, flags, createJailDirectory)),
    list: () => run(() => listEntries(place)),
    makeDirectory: (path) => run(() => makeDirectoryEntry(state, path)),
    remove: (path, isDirectory) => run(() => removeEntry(state, path, isDirectory)),
    rename: (path, to, toPath) =>
      run(() => {
        const target = states.get(to);
        if (target === undefined) throw new TypeError('a directory of another jail');
        requireOpen(target);
        renameEntry(state, path, target, toPath);
      }),
    readLink: (path) => run(() => readLinkTarget(state, path)),
    setTimesAt: (path, followLinks, times) => run(() => setEntryTimes(state, path, followLinks, times)),
    async sync() {
      const opened = await run(() => place.open(constants.O_RDONLY | constants.O_DIRECTORY));
      if (!opened.ok) return opened;
      try {
        return ok(await fsyncAsync(opened.value));
      } catch (error) {
        return err(translateError(error));
      } finally {
        closeSync(opened.value);
      }
    },
    [Symbol.asyncDispose]() {
      state.closed = true;
      place[Symbol.dispose]();
      return Promise.resolve();
    },
  };
  states.set(directory, state);
  return directory;
}
