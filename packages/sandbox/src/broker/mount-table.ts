import type { FsErrorCode } from '@kami/protocol';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { FileJail, JailDirectory, JailMount, KeepFailure } from '../ports/file-jail.ts';
import type { CallScope } from './call-scope.ts';
import type { DenialLog } from './denial-log.ts';
import { planMounts, type PlannedMount } from './mount-plan.ts';

/** The mounts of one call, opened when first asked for. */
export interface MountTable extends AsyncDisposable {
  /** The mount with this handle, or nothing when there is none; `bad-descriptor` once the table is closed. */
  get(handle: number): Promise<Result<JailDirectory, FsErrorCode>> | undefined;
  /** Where the guest finds it. */
  guestPath(handle: number): string | undefined;
  /** Keeps what was changed in them. Errors: `KAMI_CONFLICT`, `KAMI_SOURCE_UNREADABLE`. */
  keep(): Promise<Result<void, KamiError>>;
}

type Opened = Result<JailMount, FsErrorCode>;

/** Makes the table of one call. A folder that the jail's own rules refuse is recorded as a denial. */
export function createMountTable(jail: FileJail, scope: CallScope, denials: DenialLog): MountTable {
  const planned = new Map(planMounts(scope).map((mount) => [mount.handle, mount]));
  const opened = new Map<PlannedMount, Promise<Opened>>();
  let closed = false;

  const open = async (mount: PlannedMount): Promise<Opened> => {
    const root = await jail.open(mount.root);
    if (root.ok) return root;
    const { code, rule } = root.error;
    if (rule !== undefined)
      denials.record({ what: `to use the folder ${mount.guestPath}: ${rule.why}`, rule: rule.name });
    return err(code);
  };

  return {
    get(handle) {
      const mount = planned.get(handle);
      if (mount === undefined) return undefined;
      if (closed) return Promise.resolve(err('bad-descriptor'));
      const known = opened.get(mount) ?? open(mount);
      opened.set(mount, known);
      return known;
    },
    async keep() {
      for (const [mount, opening] of opened) {
        const root = await opening;
        const kept = root.ok ? await root.value.keep() : ok(undefined);
        if (!kept.ok) return err(notKept(scope.tool.name, mount.guestPath, kept.error));
      }
      return ok(undefined);
    },
    guestPath: (handle) => planned.get(handle)?.guestPath,
    async [Symbol.asyncDispose]() {
      closed = true;
      const roots = await Promise.all(opened.values());
      opened.clear();
      for (const root of roots) if (root.ok) await root.value[Symbol.asyncDispose]();
    },
  };
}

function notKept(tool: string, guestPath: string, { entry, why, conflict }: KeepFailure): KamiError {
  const place = entry === '' ? guestPath : `${guestPath}/${entry}`;
  return kamiError(
    conflict ? 'KAMI_CONFLICT' : 'KAMI_SOURCE_UNREADABLE',
    `What ${tool} changed in ${guestPath} was not written back: ${place}: ${why}.`,
    { hint: 'Call it again when nothing else changes the folder.' },
  );
}
