/**
 * Threat: opening a FIFO hangs, opening a device acts, truncating through a read-only mount writes.
 * Rule: the object is opened as a place first, only regular files and directories are opened further, and
 * that by the descriptor that was checked; creating and truncating count as writing.
 */
import { constants, fstatSync, ftruncateSync, openSync } from 'node:fs';
import type { FsOpenFlags } from '@kami/protocol';
import type { JailNode } from '@kami/sandbox';
import { createJailFile } from './jail-file.ts';
import { makeEntry, requireWritable, startOf, type DirectoryState, type JailedRoot } from './jailed-root.ts';
import { entryPath, type Place } from './place.ts';
import { splitPath } from './split-path.ts';
import { Refusal, hasErrno } from './translate-error.ts';
import { locate, type Location } from './walk.ts';

const FILE_FLAGS = constants.O_NONBLOCK | constants.O_NOCTTY;
const CREATE_FLAGS =
  FILE_FLAGS | constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
/** Tries to create a file whose name comes and goes meanwhile. */
const MAX_CREATE_TRIES = 4;

/** Makes the node of an opened directory, which owns its place. */
export type MakeDirectoryNode = (root: JailedRoot, place: Place) => JailNode;

/** Opens or creates what a path leads to. Throws what `translateError` reads. */
export function openNode(
  state: DirectoryState,
  path: string,
  flags: FsOpenFlags,
  directoryNode: MakeDirectoryNode,
): JailNode {
  const { root } = state;
  if (flags.write || flags.create || flags.truncate) requireWritable(root);
  if (flags.directory && (flags.create || flags.exclusive || flags.truncate)) throw new Refusal('invalid');
  const split = splitPath(path);
  const target = flags.directory && flags.followLinks ? { ...split, directory: true } : split;
  const last = flags.followLinks && !(flags.create && flags.exclusive) ? 'follow' : 'itself';
  for (let tries = 1; ; tries++) {
    const opened = locate(startOf(state), target, last, (place) =>
      place.found === undefined
        ? create(root, place, flags)
        : openFound(root, place.found, flags, directoryNode),
    );
    if (opened !== undefined) return opened;
    if (tries === MAX_CREATE_TRIES) throw new Refusal('busy');
  }
}

function openFound(
  root: JailedRoot,
  found: NonNullable<Location['found']>,
  flags: FsOpenFlags,
  directoryNode: MakeDirectoryNode,
): JailNode {
  const { place, stat } = found;
  if (flags.create && flags.exclusive) throw new Refusal('exist');
  if (stat.isSymbolicLink()) throw new Refusal('loop');
  if (stat.isDirectory()) {
    if (flags.write || flags.truncate || flags.create) throw new Refusal('is-directory');
    return directoryNode(root, root.places.duplicate(place));
  }
  if (flags.directory) throw new Refusal('not-directory');
  if (!stat.isFile()) throw new Refusal('not-permitted');
  const writing = flags.write || flags.truncate;
  const opened = place.open((writing ? constants.O_RDWR : constants.O_RDONLY) | FILE_FLAGS);
  if (flags.truncate) {
    root.budget?.usage.addBytes(-fstatSync(opened).size, root.budget.quota);
    ftruncateSync(opened, 0);
  }
  return createJailFile(root, opened, flags.write);
}

/** Creates a file; nothing when something of that name appeared meanwhile. */
function create(root: JailedRoot, place: Location, flags: FsOpenFlags): JailNode | undefined {
  if (!flags.create || place.name === undefined) throw new Refusal('no-entry');
  if (!root.places.isName(place.name)) throw new Refusal('invalid');
  const path = entryPath(place.parent, place.name);
  try {
    return createJailFile(
      root,
      makeEntry(root, () => openSync(path, CREATE_FLAGS, 0o666)),
      flags.write,
    );
  } catch (error) {
    if (!hasErrno(error, 'EEXIST') || flags.exclusive) throw error;
    return undefined;
  }
}
