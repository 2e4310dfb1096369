import { readdirSync } from 'node:fs';
import type { FsStat } from '@kami/protocol';
import type { JailEntry } from '@kami/sandbox';
import { at, readLinkEntry } from './descriptor.ts';
import type { DirectoryState } from './jailed-root.ts';
import { nodeType, statNode } from './node-stat.ts';
import { splitEntryPath, splitPath } from './split-path.ts';
import { Refusal } from './translate-error.ts';
import { locate } from './walk.ts';

/** Entries in one listing: the whole of it is one message to the guest. */
const MAX_LISTED_ENTRIES = 100_000;

/** The metadata of what a path leads to. */
export function statEntry(state: DirectoryState, path: string, followLinks: boolean): FsStat {
  const start = { fd: state.fd, device: state.root.device };
  return locate(start, splitPath(path), followLinks ? 'follow' : 'itself', ({ found }) => {
    if (found === undefined) throw new Refusal('no-entry');
    return statNode(found.fd);
  });
}

/** The target of a link; an absolute one is not told, since it names a place of the host. */
export function readLinkTarget(state: DirectoryState, path: string): string {
  const start = { fd: state.fd, device: state.root.device };
  return locate(start, splitEntryPath(path), 'name', ({ parent, name }) => {
    const target = name === undefined ? undefined : readLinkEntry(parent, name);
    if (target === undefined) throw new Refusal('invalid');
    if (target.startsWith('/')) throw new Refusal('not-permitted');
    return target;
  });
}

/** The entries of a directory by the bytes of their names. A name that is no UTF-8 is left out: no guest could name it. */
export function listEntries(fd: number): readonly JailEntry[] {
  const entries = readdirSync(at(fd), { withFileTypes: true, encoding: 'buffer' });
  if (entries.length > MAX_LISTED_ENTRIES) throw new Refusal('overflow');
  entries.sort((a, b) => Buffer.compare(a.name, b.name));
  return entries.flatMap((entry) => {
    const name = entry.name.toString('utf8');
    return Buffer.from(name).equals(entry.name) ? [{ name, type: nodeType(entry) }] : [];
  });
}
