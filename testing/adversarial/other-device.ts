import { spawnSync } from 'node:child_process';

import { type KamiResult, kamiProgram, type TestHome } from '../e2e/kami.ts';

/** Mounts an empty file system on a folder, writes `outside` into its file `file`, and becomes the given command. */
const SCRIPT = 'mount -t tmpfs tmpfs "$1" && printf outside > "$1/file" && shift && exec "$@"';

/**
 * Runs `kami ARGS` where another file system is mounted on a folder, in a mount namespace of its own (user_namespaces(7):
 * no privileges are needed where the system allows such namespaces).
 */
export function runWithMountOn(folder: string, home: TestHome, args: readonly string[]): KamiResult {
  const command = [process.execPath, kamiProgram, ...args];
  const inside = ['--map-root-user', '--mount', 'sh', '-c', SCRIPT, 'sh', folder, ...command];
  const { status, stdout, stderr } = spawnSync('unshare', inside, { env: home.env, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}
