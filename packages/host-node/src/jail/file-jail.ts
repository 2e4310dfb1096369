import type { FileJail } from '@kami/sandbox';
import { openCopy } from './copy/open-copy.ts';
import { CAN_WALK_DESCRIPTORS } from './descriptor-path.ts';
import { descriptorPlaces } from './descriptor-places.ts';
import { openInPlace } from './open-in-place.ts';
import { createPathPlaces } from './path-places.ts';
import { refuse } from './translate-error.ts';

/**
 * How a jail keeps to its folders: by a walk over descriptors, race-free, on Linux; or by a private copy of each lent
 * folder, which is written back after the call.
 */
export type JailMechanism = 'walk' | 'copy';

/** The mechanism that a setting means on this system. */
export function jailMechanism(setting: 'auto' | JailMechanism): JailMechanism {
  if (setting !== 'auto') return setting;
  return CAN_WALK_DESCRIPTORS ? 'walk' : 'copy';
}

/** Whether this system has what a mechanism rests on. Where it has not, every root answers `unsupported`. */
export function canUse(mechanism: JailMechanism): boolean {
  return mechanism === 'copy' || CAN_WALK_DESCRIPTORS;
}

/** What a file jail is made from. */
export interface FileJailOptions {
  readonly mechanism: JailMechanism;
  /** A folder of KAMI's own, for copies. */
  readonly temporary: string;
}

/**
 * The file jail. File operations run on the calling thread (about 5 µs a component), only syncing and copying run on
 * others. A folder with a quota is counted each time it is opened.
 */
export function createFileJail({ mechanism, temporary }: FileJailOptions): FileJail {
  return {
    async open(root) {
      if (!canUse(mechanism)) return refuse('unsupported');
      if (mechanism === 'walk') return openInPlace(root, descriptorPlaces);
      if (root.lent !== true) return openInPlace(root, createPathPlaces());
      return openCopy(root, temporary);
    },
  };
}
