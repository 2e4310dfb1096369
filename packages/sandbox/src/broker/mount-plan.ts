import type { JailRoot } from '../ports/file-jail.ts';
import type { CallScope } from './call-scope.ts';

/** Files that a private folder may hold: a flood of empty files ends here. */
export const MAX_PRIVATE_FILES = 10_000;
const MIB = 1024 * 1024;

/** A folder that a guest finds opened, and what stands behind it. */
export interface PlannedMount {
  readonly handle: number;
  readonly guestPath: string;
  readonly writable: boolean;
  readonly root: JailRoot;
}

/** The folders that a permission opens, with their fixed handles from 1, in the order the guest sees them. */
export function planMounts(
  scope: Pick<CallScope, 'permission' | 'limits' | 'privateFolder'>,
): readonly PlannedMount[] {
  const { permission, limits, privateFolder } = scope;
  const own: Omit<PlannedMount, 'handle'>[] = permission.privateFolder
    ? [
        {
          guestPath: '/data',
          writable: true,
          root: {
            hostPath: privateFolder,
            writable: true,
            quota: { maxBytes: limits.maxStorageMb * MIB, maxFiles: MAX_PRIVATE_FILES },
          },
        },
      ]
    : [];
  const lent = permission.mounts.map((mount) => ({
    guestPath: `/mnt/${mount.name}`,
    writable: mount.mode === 'rw',
    root: { hostPath: mount.hostPath, lent: true, writable: mount.mode === 'rw' },
  }));
  return [...own, ...lent].map((mount, index) => ({ ...mount, handle: index + 1 }));
}
