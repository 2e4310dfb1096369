import { closeSync, constants, fstatSync, openSync, readlinkSync } from 'node:fs';
import { hasErrno } from './translate-error.ts';

/** `O_PATH` of Linux (asm-generic/fcntl.h), which Node does not name: a place in the tree, not to be read or written. */
export const O_PATH = 0o10000000;

const DIRECTORY = O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/** The path by which the kernel finds an open descriptor, or one entry of an open directory. */
export function at(fd: number, name?: string): string {
  return name === undefined ? `/proc/self/fd/${fd}` : `/proc/self/fd/${fd}/${name}`;
}

/** Opens the root of a jail; links in its path are the operator's own. */
export function openRoot(hostPath: string): number {
  return openSync(hostPath, O_PATH | constants.O_DIRECTORY);
}

/** Where an open directory is, without links. */
export function placeOf(fd: number): string {
  return readlinkSync(at(fd));
}

/** Opens an entry that is a directory, as a place; nothing when it is a link or no directory. */
export function openDirectoryEntry(parent: number, name: string): number | undefined {
  try {
    return openSync(at(parent, name), DIRECTORY);
  } catch (error) {
    if (hasErrno(error, 'ENOTDIR', 'ELOOP')) return undefined;
    throw error;
  }
}

/** Opens an entry of any type as a place, a link as itself; nothing when there is none. */
export function openEntry(parent: number, name: string): number | undefined {
  try {
    return openSync(at(parent, name), O_PATH | constants.O_NOFOLLOW);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** The target of an entry that is a link; nothing when it is none. */
export function readLinkEntry(parent: number, name: string): string | undefined {
  try {
    return readlinkSync(at(parent, name));
  } catch (error) {
    if (hasErrno(error, 'EINVAL')) return undefined;
    throw error;
  }
}

/** Opens the very object that a descriptor stands for once more, by no name. */
export function reopen(fd: number, flags: number): number {
  return openSync(at(fd), flags);
}

/** The device that an open object is on. */
export function deviceOf(fd: number): number {
  return fstatSync(fd).dev;
}

/** Closes a descriptor. */
export function close(fd: number): void {
  closeSync(fd);
}
