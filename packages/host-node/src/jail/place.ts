import type { BigIntStats, Stats } from 'node:fs';

/** Where an object of the file system is. What is done by `path` is done to this very object, links not followed. */
export interface Place extends Disposable {
  /** The path by which the kernel finds the object. Throws `no-entry` when it is known to be gone. */
  readonly path: string;
  stat(): Stats;
  /** Metadata to the nanosecond. */
  exactStat(): BigIntStats;
  /** Opens the object; gives a descriptor. */
  open(flags: number): number;
}

/** How a jail finds places below its root. */
export interface PlaceSystem {
  /** The root of a jail; links in its path are the operator's own. */
  root(hostPath: string): Place;
  /** An entry that is a directory; nothing when it is a link or no directory. Throws `ENOENT`. */
  directory(parent: Place, name: string): Place | undefined;
  /** An entry of any type, a link as itself; nothing when there is none. */
  entry(parent: Place, name: string): Place | undefined;
  /** The same place once more, to be kept for longer. */
  duplicate(place: Place): Place;
  /** Whether a name may be an entry here at all. */
  isName(name: string): boolean;
  /** An entry was renamed, or removed where `to` is absent. */
  moved(from: string, to?: string): void;
}

/** The path of an entry of a directory. */
export function entryPath(parent: Place, name: string): string {
  return `${parent.path}/${name}`;
}
