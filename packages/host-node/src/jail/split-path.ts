/**
 * Threat: a path that means one thing to the check and another to the kernel. Rule: a path is split into
 * single components once, here; no path of more than one component ever reaches the kernel.
 */
import { MAX_PATH_BYTES } from '@kami/protocol';
import { Refusal } from './translate-error.ts';

/** Bytes of one component (Linux `NAME_MAX`). */
const MAX_NAME_BYTES = 255;
/** Components of a path, links unfolded: each one on the stack holds a descriptor. */
export const MAX_COMPONENTS = 256;

/** A path in parts. */
export interface SplitPath {
  /** Without empty parts and `.`; `..` is kept. */
  readonly components: readonly string[];
  /** Whether it can only mean a directory: it ends in a slash, `.` or `..`. */
  readonly directory: boolean;
}

/** Splits a relative path. Refuses what is absolute, empty, too long, or no text that a file can be named by. */
export function splitPath(path: string): SplitPath {
  if (path === '') throw new Refusal('no-entry');
  if (path.includes('\0') || !path.isWellFormed()) throw new Refusal('invalid');
  if (path.startsWith('/')) throw new Refusal('not-permitted');
  return splitParts(path);
}

/** Splits the target of a link. An absolute one leads out of every jail. */
export function splitTarget(target: string): SplitPath {
  if (target.startsWith('/')) throw new Refusal('not-permitted');
  return splitParts(target);
}

function splitParts(path: string): SplitPath {
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) throw new Refusal('name-too-long');
  const components = path.split('/').filter((part) => part !== '' && part !== '.');
  if (components.length > MAX_COMPONENTS) throw new Refusal('name-too-long');
  if (components.some((part) => Buffer.byteLength(part) > MAX_NAME_BYTES)) throw new Refusal('name-too-long');
  return { components, directory: /(?:^|\/)\.{0,2}$/.test(path) };
}

/** Splits a path whose last component is to be made, removed or renamed: it must name an entry, not `.` or `..`. */
export function splitEntryPath(path: string): SplitPath {
  const split = splitPath(path);
  if (/(?:^|\/)\.{1,2}\/*$/.test(path)) throw new Refusal('invalid');
  return split;
}
