import type { Place, PlaceSystem } from './place.ts';
import { Refusal } from './translate-error.ts';
import type { ReadBuffer } from './read-buffer.ts';
import type { Quota, Usage } from './usage.ts';
import type { WalkStart } from './walk.ts';

/** What all descriptors below one root share. */
export interface JailedRoot {
  readonly places: PlaceSystem;
  readonly device: number;
  readonly writable: boolean;
  /** Bounds and count of a folder with a quota. */
  readonly budget: { readonly quota: Quota; readonly usage: Usage } | undefined;
  /** Where files are read to: one for all, since a new one for each read costs more than the reading. */
  readonly buffer: ReadBuffer;
}

/** An opened directory of a jail. */
export interface DirectoryState {
  readonly root: JailedRoot;
  readonly place: Place;
  closed: boolean;
}

/** Where a walk from this directory starts. */
export function startOf({ root, place }: DirectoryState): WalkStart {
  return { place, device: root.device, places: root.places };
}

/** Refuses every change below a root that is lent for reading. */
export function requireWritable(root: JailedRoot): void {
  if (!root.writable) throw new Refusal('read-only');
}

/** Refuses the use of a directory that was closed: its descriptor's number may be another's by now. */
export function requireOpen(state: { readonly closed: boolean }): void {
  if (state.closed) throw new Refusal('bad-descriptor');
}

/** Makes an entry below a root, within its quota. */
export function makeEntry<T>(root: JailedRoot, make: () => T): T {
  return root.budget === undefined ? make() : root.budget.usage.addEntry(root.budget.quota, make);
}
