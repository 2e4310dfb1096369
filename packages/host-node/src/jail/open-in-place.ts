import type { JailMount, JailRefusal, JailRoot } from '@kami/sandbox';
import { ok, type Result } from '@kami/types';
import { placeBehind } from './descriptor-path.ts';
import { createJailDirectory } from './jail-directory.ts';
import type { PlaceSystem } from './place.ts';
import { createReadBuffer } from './read-buffer.ts';
import { Refusal, attempt, refuse } from './translate-error.ts';
import { measureUsage } from './usage.ts';

/** Opens a root as the folder that it is: changes are made at once, and there is nothing left to keep. */
export function openInPlace(root: JailRoot, places: PlaceSystem): Result<JailMount, JailRefusal> {
  const opened = attempt((): JailMount => {
    const place = places.root(root.hostPath);
    try {
      // A lent folder that was replaced by a link since: the operator never lent what it leads to.
      if (root.lent === true && placeBehind(place.path) !== root.hostPath) throw new Refusal('not-permitted');
      const stat = place.stat();
      if (!stat.isDirectory()) throw new Refusal('not-directory');
      const { writable, quota } = root;
      const budget = quota === undefined ? undefined : { quota, usage: measureUsage(place.path) };
      const directory = createJailDirectory(
        { places, device: stat.dev, writable, budget, buffer: createReadBuffer() },
        place,
      );
      return Object.assign(directory, { keep: () => Promise.resolve(ok(undefined)) });
    } catch (error) {
      place[Symbol.dispose]();
      throw error;
    }
  });
  return opened.ok ? opened : refuse(opened.error);
}
