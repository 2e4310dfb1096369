import { isSameSigning, type InstalledTool } from '@kami/registry';
import type { ToolId } from '@kami/types';
import { permissionIncludes } from '../listing/permission-includes.ts';

/** One change of a home on the way to what was declared. */
export type SyncChange =
  /** A version takes the place of the one that is there, or is the first. */
  | {
      readonly kind: 'install';
      readonly target: InstalledTool;
      readonly installed: InstalledTool | undefined;
    }
  /** The version that is there gets other grants, or becomes active. */
  | { readonly kind: 'permit'; readonly target: InstalledTool; readonly installed: InstalledTool }
  | { readonly kind: 'remove'; readonly installed: InstalledTool };

/** A tool that the home is to have, and what it has of this id. */
export interface SyncTarget {
  readonly target: InstalledTool;
  readonly installed: InstalledTool | undefined;
}

/**
 * What has to be changed so that a home has its targets: what is to go goes first, since its names may be wanted. A tool
 * that is no target stays, unless `prunes`.
 */
export function planSync(
  targets: readonly SyncTarget[],
  present: readonly InstalledTool[],
  prunes: boolean,
): readonly SyncChange[] {
  const wanted = new Set<ToolId>(targets.map(({ target }) => target.id));
  const removed = prunes ? present.filter(({ id }) => !wanted.has(id)) : [];
  return [
    ...removed.map((installed): SyncChange => ({ kind: 'remove', installed })),
    ...targets.flatMap(({ target, installed }) => changeTo(target, installed)),
  ];
}

function changeTo(target: InstalledTool, installed: InstalledTool | undefined): readonly SyncChange[] {
  if (installed === undefined || !isSameVersion(installed, target))
    return [{ kind: 'install', target, installed }];
  const isPermitted =
    installed.state === target.state &&
    permissionIncludes(installed.permission, target.permission) &&
    permissionIncludes(target.permission, installed.permission);
  return isPermitted ? [] : [{ kind: 'permit', target, installed }];
}

function isSameVersion(installed: InstalledTool, target: InstalledTool): boolean {
  return (
    installed.digest === target.digest &&
    installed.contractHash === target.contractHash &&
    JSON.stringify(installed.manifest) === JSON.stringify(target.manifest) &&
    isSameSigning(installed.signature, target.signature)
  );
}
