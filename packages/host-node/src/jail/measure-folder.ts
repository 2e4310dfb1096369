/**
 * Threat: a guest nests folders until their path is longer than the kernel takes, and what is below is not counted.
 * Rule: where a path grows long, the folder there is opened and stands for its path.
 */
import { closeSync, lstatSync, openSync, readdirSync, constants, type Dirent } from 'node:fs';
import { CAN_WALK_DESCRIPTORS, at } from './descriptor-path.ts';
import { hasErrno } from './translate-error.ts';

/** A path of this length is replaced by a descriptor: a name more is still within Linux' `PATH_MAX`. */
const LONG_PATH = 3072;

/** What a folder holds. */
export interface FolderSize {
  /** The sizes of its regular files, each as long as it reads. */
  readonly bytes: number;
  readonly entries: number;
}

/** Counts everything below a folder that nobody changes meanwhile; links count as entries. Throws what the file system throws. */
export function measureFolder(folder: string): FolderSize {
  let bytes = 0;
  let entries = 0;
  const left = [folder];
  const opened: number[] = [];
  const shorten = (path: string): string => {
    if (Buffer.byteLength(path) < LONG_PATH || !CAN_WALK_DESCRIPTORS) return path;
    const fd = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    opened.push(fd);
    return at(fd);
  };
  const count = (path: string, entry: Dirent): void => {
    entries += 1;
    if (entry.isDirectory()) left.push(path);
    else if (entry.isFile()) bytes += sizeOf(path);
  };
  try {
    for (let path = left.pop(); path !== undefined; path = left.pop()) {
      const short = shorten(path);
      for (const entry of entriesOf(short)) count(`${short}/${entry.name}`, entry);
    }
  } finally {
    for (const fd of opened) closeSync(fd);
  }
  return { bytes, entries };
}

/** Nothing for a name that is no UTF-8, which no guest made. */
function entriesOf(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return [];
    throw error;
  }
}

function sizeOf(path: string): number {
  try {
    return lstatSync(path).size;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return 0;
    throw error;
  }
}
