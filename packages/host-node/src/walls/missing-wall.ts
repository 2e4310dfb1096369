import { accessSync, constants } from 'node:fs';
import { kamiError, type KamiError } from '@kami/types';
import { findHostTools } from '../launch/host-tools.ts';
import { findSandbox, type ExecutorWall, type NoSandbox } from './sandbox.ts';

/** Why a wall does not stand: there is nothing to make it from, the setting leaves it out, or it could not be put up. */
export type WhyMissing = NoSandbox | 'setting' | 'processor' | 'broken';

const REASONS: { readonly [W in WhyMissing]: string } = {
  system: 'only Linux has it',
  program: 'bwrap is not installed',
  kernel: 'this kernel gives nobody user namespaces',
  node: 'this Node does not tell which libraries it needs',
  setting: 'sandbox.walls is "process"',
  processor: 'KAMI has no filter for this processor',
  broken: 'it could not be put up here',
};

/** Package managers by the program that tells them, and how each installs bubblewrap. */
const INSTALLERS: readonly (readonly [program: string, command: string])[] = [
  ['/usr/bin/apt-get', 'sudo apt-get install bubblewrap'],
  ['/usr/bin/dnf', 'sudo dnf install bubblewrap'],
  ['/usr/bin/pacman', 'sudo pacman -S bubblewrap'],
  ['/usr/bin/zypper', 'sudo zypper install bubblewrap'],
  ['/sbin/apk', 'sudo apk add bubblewrap'],
];

/** The command or step that brings a wall up. */
export function wallRemedy(why: WhyMissing): string {
  switch (why) {
    case 'program':
      return INSTALLERS.find(([program]) => isThere(program))?.[1] ?? 'install bubblewrap (bwrap)';
    case 'kernel':
      return 'sudo sysctl user.max_user_namespaces=15000 kernel.unprivileged_userns_clone=1';
    case 'setting':
      return 'set sandbox.walls to auto in config.toml';
    case 'broken':
      return 'allow user namespaces: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0 on Ubuntu, or start the container with --security-opt seccomp=unconfined';
    case 'node':
      return "use Node's official build";
    case 'processor':
      return 'run KAMI on x86_64 or aarch64';
    case 'system':
      return 'run KAMI on Linux';
  }
}

/** Why a wall does not stand under the setting `sandbox.walls`. */
export function whyMissing(wall: ExecutorWall, setting: 'auto' | 'process' = 'auto'): WhyMissing {
  if (setting === 'process') return 'setting';
  const found = findSandbox(findHostTools());
  if (typeof found === 'string') return found;
  return wall === 'seccomp' && found.filter === undefined ? 'processor' : 'broken';
}

/** Why a wall does not stand, in half a sentence. */
export function wallReason(why: WhyMissing): string {
  return REASONS[why];
}

/** Nothing runs without a wall that is required: `KAMI_WALL_MISSING`; data has `wall`. */
export function missingWallError(wall: ExecutorWall, why: WhyMissing): KamiError {
  return kamiError(
    'KAMI_WALL_MISSING',
    `No tool is run: sandbox.require asks for the wall ${wall}, which does not stand, as ${REASONS[why]}.`,
    { hint: `Put it up: ${wallRemedy(why)}. See all walls with: kami doctor`, data: { wall } },
  );
}

function isThere(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
