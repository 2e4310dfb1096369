import { existsSync, fstatSync } from 'node:fs';
import type { FileJail, JailRoot } from '@kami/sandbox';
import { err } from '@kami/types';
import { close, deviceOf, openRoot, placeOf } from './descriptor.ts';
import { createJailDirectory } from './jail-directory.ts';
import type { JailedRoot } from './jailed-root.ts';
import { Refusal, attempt } from './translate-error.ts';
import { measureUsage, type Usage } from './usage.ts';

/** Whether this system has what the walk rests on: descriptors as paths. Elsewhere every root answers `unsupported`. */
export const CAN_WALK_DESCRIPTORS: boolean = process.platform === 'linux' && existsSync('/proc/self/fd');

/**
 * The file jail by a walk over descriptors. File operations run on the calling thread (about 5 µs a
 * component), only syncing runs on another. Folders with a quota are counted once per jail and from then
 * on by their changes.
 */
export function createFileJail(): FileJail {
  const usages = new Map<string, Usage>();
  const usageOf = (fd: number): Usage => {
    const { dev, ino } = fstatSync(fd);
    const key = `${dev}:${ino}`;
    const usage = usages.get(key) ?? measureUsage(fd);
    usages.set(key, usage);
    return usage;
  };
  const jailedRoot = (fd: number, { writable, quota }: JailRoot): JailedRoot => ({
    device: deviceOf(fd),
    writable,
    budget: quota === undefined ? undefined : { quota, usage: usageOf(fd) },
  });
  return {
    open(root) {
      if (!CAN_WALK_DESCRIPTORS) return Promise.resolve(err('unsupported'));
      return Promise.resolve(
        attempt(() => {
          const fd = openRoot(root.hostPath);
          try {
            // A lent folder that was replaced by a link since: the operator never lent what it leads to.
            if (root.resolved === true && placeOf(fd) !== root.hostPath) throw new Refusal('not-permitted');
            return createJailDirectory(jailedRoot(fd, root), fd);
          } catch (error) {
            close(fd);
            throw error;
          }
        }),
      );
    },
  };
}
