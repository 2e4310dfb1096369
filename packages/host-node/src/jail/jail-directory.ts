import { close as closeAsync, constants, fsync } from 'node:fs';
import { promisify } from 'node:util';
import type { FsErrorCode } from '@kami/protocol';
import type { JailDirectory } from '@kami/sandbox';
import { err, ok, type Result } from '@kami/types';
import { makeDirectoryEntry, removeEntry, renameEntry, setEntryTimes } from './change-entry.ts';
import { close, reopen } from './descriptor.ts';
import { requireOpen, type DirectoryState, type JailedRoot } from './jailed-root.ts';
import { statNode } from './node-stat.ts';
import { openNode } from './open-node.ts';
import { listEntries, readLinkTarget, statEntry } from './read-entry.ts';
import { attempt, translateError } from './translate-error.ts';

const fsyncAsync = promisify(fsync);
const closeDirectory = promisify(closeAsync);
const states = new WeakMap<JailDirectory, DirectoryState>();

/** A directory of a jail over an open descriptor, which it owns. */
export function createJailDirectory(root: JailedRoot, fd: number): JailDirectory {
  const state: DirectoryState = { root, fd, closed: false };
  const run = <T>(operation: () => T): Promise<Result<T, FsErrorCode>> =>
    Promise.resolve(attempt(() => (requireOpen(state), operation())));
  const directory: JailDirectory = {
    kind: 'directory',
    stat: () => run(() => statNode(fd)),
    statAt: (path, followLinks) => run(() => statEntry(state, path, followLinks)),
    open: (path, flags) => run(() => openNode(state, path, flags, createJailDirectory)),
    list: () => run(() => listEntries(fd)),
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
      const opened = await run(() => reopen(fd, constants.O_RDONLY | constants.O_DIRECTORY));
      if (!opened.ok) return opened;
      try {
        return ok(await fsyncAsync(opened.value));
      } catch (error) {
        return err(translateError(error));
      } finally {
        close(opened.value);
      }
    },
    async [Symbol.asyncDispose]() {
      if (state.closed) return;
      state.closed = true;
      await closeDirectory(fd);
    },
  };
  states.set(directory, state);
  return directory;
}
