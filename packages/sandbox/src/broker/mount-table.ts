import type { FsErrorCode } from '@kami/protocol';
import type { Result } from '@kami/types';
import type { FileJail, JailDirectory } from '../ports/file-jail.ts';
import type { CallScope } from './call-scope.ts';
import { planMounts } from './mount-plan.ts';

/** The mounts of one call, opened when first asked for. */
export interface MountTable extends AsyncDisposable {
  /** The mount with this handle, or nothing when there is none. */
  get(handle: number): Promise<Result<JailDirectory, FsErrorCode>> | undefined;
}

/** Makes the table of one call. */
export function createMountTable(jail: FileJail, scope: CallScope): MountTable {
  const planned = new Map(planMounts(scope).map((mount) => [mount.handle, mount]));
  const opened = new Map<number, Promise<Result<JailDirectory, FsErrorCode>>>();
  return {
    get(handle) {
      const mount = planned.get(handle);
      if (mount === undefined) return undefined;
      const known = opened.get(handle) ?? jail.open(mount.root);
      opened.set(handle, known);
      return known;
    },
    async [Symbol.asyncDispose]() {
      const roots = await Promise.all(opened.values());
      opened.clear();
      for (const root of roots) if (root.ok) await root.value[Symbol.asyncDispose]();
    },
  };
}
