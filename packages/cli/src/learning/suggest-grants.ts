import { ceilingViolation } from '@kami/registry';
import {
  addCapability,
  isPrivatePath,
  liftingGrants,
  mountNameOf,
  parseGrant,
  type WantedCapability,
} from '@kami/sandbox';
import { NO_PERMISSION, type Permission } from '@kami/types';
import { suggestFolders, type KeptFolders } from './suggest-folders.ts';
import type { SeenDenial } from './seen-denials.ts';

/** The grants that cover what was seen, and what none covers. */
export interface SuggestedGrants {
  /** In the form that `kami grant` takes; `DIR` stands for a folder that only the operator knows. */
  readonly grants: readonly string[];
  /** What no grant allows, in the words of the denials. */
  readonly impossible: readonly string[];
  /** Folders that the tool looked for by their path on the host, each with the guest path to give it in their place. */
  readonly lent: readonly { readonly folder: string; readonly guestPath: string }[];
}

type Folder = Extract<WantedCapability, { readonly kind: 'folder' }>;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** The smallest grants that cover what was seen and that a permission does not cover yet. */
export function suggestGrants(
  seen: readonly SeenDenial[],
  permission: Permission,
  kept: KeptFolders,
): SuggestedGrants {
  const wanted = seen.flatMap((denial) => (denial.wanted === undefined ? [] : [denial.wanted]));
  const missing = wanted.filter((one) => !isCovered(one, permission));
  const folders = missing.filter((one) => one.kind === 'folder');
  const host = hostFolders(folders, kept);
  const grants = [
    ...netGrants(missing),
    ...mountGrants(folders),
    ...host.map(({ grant }) => grant),
    ...missing.flatMap((one) =>
      one.kind === 'env' || one.kind === 'secret' ? liftingGrants(one, all).slice(-1) : [],
    ),
  ];
  return {
    grants: [...new Set(grants)],
    impossible: seen
      .filter(
        ({ wanted: one }) =>
          one === undefined || (missing.includes(one) && isOutOfReach(one, host.length > 0)),
      )
      .map(({ what, rule }) => `${what} (rule ${rule})`),
    lent: host.map(({ folder, guestPath }) => ({ folder, guestPath })),
  };
}

function all(): boolean {
  return true;
}

/** Whether a permission gives what was missing: it was granted since. */
function isCovered(wanted: WantedCapability, permission: Permission): boolean {
  switch (wanted.kind) {
    case 'net':
      return liftingGrants(wanted, (given) => {
        const alone = addCapability(NO_PERMISSION, given);
        const ceiling = { net: permission.net, env: permission.env, fsAccess: 'none', secrets: [] } as const;
        return ceilingViolation(alone, ceiling) === undefined;
      }).some((grant) => grant === liftingGrants(wanted, all).at(-1));
    case 'env':
      return permission.env.includes(wanted.key);
    case 'folder': {
      if (isPrivatePath(wanted.path)) return permission.privateFolder;
      const mount = permission.mounts.find(({ name }) => name === (wanted.lent ?? mountNameOf(wanted.path)));
      return mount !== undefined && (!wanted.write || mount.mode === 'rw');
    }
    default:
      return false;
  }
}

function netGrants(wanted: readonly WantedCapability[]): readonly string[] {
  const requests = wanted.filter((one) => one.kind === 'net');
  return [...Map.groupBy(requests, ({ target }) => target)].flatMap(([target, some]) => {
    const methods = new Set(some.map(({ method }) => method));
    const named = METHODS.filter((method) => methods.has(method));
    const grant = named.length === methods.size ? `net=${named.join(',')} ${target}` : `net=${target}`;
    return parseGrant(grant).ok ? [grant] : [];
  });
}

function mountGrants(folders: readonly Folder[]): readonly string[] {
  const grantOf = (folder: Folder): string => {
    const name = folder.lent ?? mountNameOf(folder.path);
    const write = folders.some((other) => other.write && (other.lent ?? mountNameOf(other.path)) === name);
    return liftingGrants({ ...folder, write }, all).at(-1) ?? '';
  };
  return folders.filter(isGuestPath).map(grantOf);
}

function isGuestPath({ path, lent }: Folder): boolean {
  return lent !== undefined || isPrivatePath(path) || mountNameOf(path) !== undefined;
}

/** The folders of the host behind paths that no guest path can be. */
function hostFolders(
  folders: readonly Folder[],
  kept: KeptFolders,
): readonly { readonly folder: string; readonly guestPath: string; readonly grant: string }[] {
  const host = folders.filter((one) => !isGuestPath(one) && one.path.startsWith('/'));
  return suggestFolders(
    host.map(({ path }) => path),
    kept,
  ).flatMap((folder) => {
    const write = host.some((one) => one.write && one.path.startsWith(`${folder}/`));
    const grant = `fs=${folder}${write ? ':rw' : ''}`;
    const request = parseGrant(grant);
    return request.ok && request.value.kind === 'mount'
      ? [
          {
            folder,
            guestPath: `/mnt/${request.value.name}`,
            grant: `fs=${request.value.name}=${folder}${write ? ':rw' : ''}`,
          },
        ]
      : [];
  });
}

function isOutOfReach(wanted: WantedCapability, hasHostFolders: boolean): boolean {
  if (wanted.kind === 'folder') return !isGuestPath(wanted) && !hasHostFolders;
  return liftingGrants(wanted, all).length === 0;
}
