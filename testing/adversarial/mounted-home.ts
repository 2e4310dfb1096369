import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execPath } from 'node:process';

import { type KamiResult, kamiProgram, type TestHome } from '../e2e/kami.ts';

/** A step on the mounted home: a command of KAMI, or a line for a shell that begins in the home's folder. */
export type MountedStep = readonly string[] | string;

/** How a home's folder is mounted, as lines for a shell; `$1` is the folder. */
const mounts = {
  /** An empty file system of 4 MiB. */
  small: 'mount -t tmpfs -o size=4m,mode=700 tmpfs "$1"',
  /** The folder itself, with nothing in it to be written. */
  readOnly: 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1"',
} as const;

/**
 * Runs steps one after the other where another file system is mounted on a home's folder, in a mount namespace of its
 * own (user_namespaces(7): no privileges are needed where the system allows such namespaces). Gives how each ended.
 */
export function runOnMount(
  home: TestHome,
  mount: keyof typeof mounts,
  steps: readonly MountedStep[],
): readonly KamiResult[] {
  mkdirSync(home.path, { recursive: true, mode: 0o700 });
  const results = mkdtempSync(join(dirname(home.path), 'results-'));
  const script = [
    mounts[mount],
    'cd "$1" || exit 99',
    ...steps.map((step, index) => {
      const to = join(results, String(index));
      return `( ${lineOf(step)} ) >${quote(`${to}.out`)} 2>${quote(`${to}.err`)}; echo $? >${quote(`${to}.code`)}`;
    }),
  ].join('\n');
  const inside = ['--map-root-user', '--mount', 'sh', '-c', script, 'sh', home.path];
  const { status, stderr } = spawnSync('unshare', inside, { env: home.env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`nothing could be mounted: ${stderr}`);
  const read = (index: number, what: string): string =>
    readFileSync(join(results, `${index}.${what}`), 'utf8');
  const ended = steps.map((_step, index) => ({
    code: Number(read(index, 'code')),
    stdout: read(index, 'out'),
    stderr: read(index, 'err'),
  }));
  rmSync(results, { recursive: true });
  return ended;
}

function lineOf(step: MountedStep): string {
  return typeof step === 'string' ? step : [execPath, kamiProgram, ...step].map(quote).join(' ');
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
