import { isUtf8 } from 'node:buffer';
import { readdirSync } from 'node:fs';
import type { FsStat } from '@kami/protocol';
import type { JailEntry } from '@kami/sandbox';
import { startOf, type DirectoryState } from './jailed-root.ts';
import { nodeStat, nodeType } from './node-stat.ts';
import type { Place } from './place.ts';
import { readLinkEntry } from './read-link.ts';
import { splitEntryPath, splitPath } from './split-path.ts';
import { Refusal } from './translate-error.ts';
import { locate } from './walk.ts';

/** Entries in one listing: the whole of it is one message to the guest. */
const MAX_LISTED_ENTRIES = 100_000;
/** What stands in a text for bytes that are no UTF-8. */
const REPLACEMENT = '\ufffd';
const NONE: ReadonlySet<string> = new Set();

/** The metadata of what a path leads to. */
export function statEntry(state: DirectoryState, path: string, followLinks: boolean): FsStat {
  return locate(startOf(state), splitPath(path), followLinks ? 'follow' : 'itself', ({ found }) => {
    if (found === undefined) throw new Refusal('no-entry');
    return nodeStat(found.place.exactStat());
  });
}

/** The target of a link; an absolute one is not told, since it names a place of the host. */
export function readLinkTarget(state: DirectoryState, path: string): string {
  return locate(startOf(state), splitEntryPath(path), 'name', ({ parent, name }) => {
    const target = name === undefined ? undefined : readLinkEntry(parent, name);
    if (target === undefined) throw new Refusal('invalid');
    if (target.startsWith('/')) throw new Refusal('not-permitted');
    return target;
  });
}

/** The entries of a directory by the code units of their names. A name that is no UTF-8 is left out: no guest could name it. */
export function listEntries(place: Place): readonly JailEntry[] {
  const entries = readdirSync(place.path, { withFileTypes: true });
  if (entries.length > MAX_LISTED_ENTRIES) throw new Refusal('overflow');
  const broken = entries.some(({ name }) => name.includes(REPLACEMENT)) ? brokenNames(place) : NONE;
  return entries
    .filter(({ name }) => !broken.has(name))
    .map((entry) => ({ name: entry.name, type: nodeType(entry) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What the names that are no UTF-8 look like as text. One that really has this text is left out as well. */
function brokenNames(place: Place): ReadonlySet<string> {
  const names = readdirSync(place.path, { encoding: 'buffer' });
  return new Set(names.filter((name) => !isUtf8(name)).map((name) => name.toString('utf8')));
}
