import { readlinkSync } from 'node:fs';
import { entryPath, type Place } from './place.ts';
import { hasErrno } from './translate-error.ts';

/** The target of an entry that is a link; nothing when it is none. */
export function readLinkEntry(parent: Place, name: string): string | undefined {
  try {
    return readlinkSync(entryPath(parent, name));
  } catch (error) {
    if (hasErrno(error, 'EINVAL')) return undefined;
    throw error;
  }
}
