/**
 * Threat: without descriptors a path is resolved anew each time, and what stands there may have been swapped for a link.
 * Rule: these places are only for a folder in which nobody but the guest works, and a guest makes no links: each
 * component is looked at before it is entered, and opening refuses a link where the system can.
 */
import { constants, lstatSync, openSync } from 'node:fs';
import { entryPath, type Place, type PlaceSystem } from './place.ts';
import { isPortableName } from './portable-name.ts';
import { Refusal, hasErrno } from './translate-error.ts';

/** `O_NOFOLLOW` where the system has it: Windows does not. */
const NO_FOLLOW: number = 'O_NOFOLLOW' in constants ? constants.O_NOFOLLOW : 0;

interface PathPlace extends Place {
  /** Moves the place, or takes its path away. */
  follow(from: string, to: string | undefined): void;
}

/** Places as paths below one private folder. Those that are kept move along when a directory above them is renamed. */
export function createPathPlaces(): PlaceSystem {
  const kept = new Set<PathPlace>();
  const placeOf = (start: string): PathPlace => {
    let current: string | undefined = start;
    const path = (): string => {
      if (current === undefined) throw new Refusal('no-entry');
      return current;
    };
    const place: PathPlace = {
      get path() {
        return path();
      },
      stat: () => lstatSync(path()),
      exactStat: () => lstatSync(path(), { bigint: true }),
      open: (flags) => openSync(path(), flags | NO_FOLLOW),
      follow(from, to) {
        if (current === undefined || !(current === from || current.startsWith(`${from}/`))) return;
        current = to === undefined ? undefined : to + current.slice(from.length);
      },
      [Symbol.dispose]: () => void kept.delete(place),
    };
    return place;
  };
  const keep = (place: PathPlace): PathPlace => {
    kept.add(place);
    return place;
  };
  return {
    root: (hostPath) => keep(placeOf(hostPath)),
    directory(parent, name) {
      const place = placeOf(entryPath(parent, name));
      return place.stat().isDirectory() ? place : undefined;
    },
    entry(parent, name) {
      const place = placeOf(entryPath(parent, name));
      try {
        place.stat();
        return place;
      } catch (error) {
        if (hasErrno(error, 'ENOENT')) return undefined;
        throw error;
      }
    },
    duplicate: (place) => keep(placeOf(place.path)),
    isName: isPortableName,
    moved(from, to) {
      if (from === to) return;
      // What was replaced is gone; what was moved is followed.
      if (to !== undefined) for (const place of kept) place.follow(to, undefined);
      for (const place of kept) place.follow(from, to);
    },
  };
}
