import { accessSync, constants, realpathSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';

/** Programs of the host that put walls around an executor; absent where the host has none. */
export interface HostTools {
  /** A POSIX shell, for `ulimit`. */
  readonly shell: string | undefined;
  /** util-linux's `setpriv`: death with the host, and no new privileges. */
  readonly setpriv: string | undefined;
  readonly nice: string | undefined;
  /** bubblewrap: namespaces of its own. */
  readonly bwrap: string | undefined;
}

let found: HostTools | undefined;

/** The tools of this host, looked for once. */
export function findHostTools(): HostTools {
  found ??=
    process.platform === 'win32'
      ? { shell: undefined, setpriv: undefined, nice: undefined, bwrap: undefined }
      : {
          shell: findProgram('sh'),
          setpriv: process.platform === 'linux' ? findProgram('setpriv') : undefined,
          nice: findProgram('nice'),
          bwrap: process.platform === 'linux' ? findProgram('bwrap') : undefined,
        };
  return found;
}

/** Where a program is on the search path; BusyBox's are left out where they lack what KAMI needs (`setpriv`). */
function findProgram(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  return [...folders, '/usr/bin', '/bin']
    .map((folder) => join(folder, name))
    .find((path) => isUsable(path, name));
}

function isUsable(path: string, name: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return name !== 'setpriv' || basename(realpathSync(path)) !== 'busybox';
  } catch {
    return false;
  }
}
