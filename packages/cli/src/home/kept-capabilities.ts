import { ceilingViolation, grantFromCeiling, type InstalledTool } from '@kami/registry';
import { addCapability, listCapabilities } from '@kami/sandbox';
import { NO_PERMISSION, type Capability, type Permission, type RequestedSecurity } from '@kami/types';

/** What an earlier permission gave that a manifest still asks for: a new version keeps no more than that. */
export function keptCapabilities(earlier: Permission, ceiling: RequestedSecurity): readonly Capability[] {
  return listCapabilities(earlier).filter(
    (capability) => ceilingViolation(addCapability(NO_PERMISSION, capability), ceiling) === undefined,
  );
}

/**
 * What approving a version gives. Beside an active version: what that one has and the new one still asks for, and what
 * the new one asks for beyond the old manifest; what was revoked stays revoked. Else all that the manifest asks for,
 * without folders and secrets.
 */
export function approvedCapabilities(
  current: InstalledTool | undefined,
  approved: InstalledTool,
): readonly Capability[] {
  const asked = listCapabilities(grantFromCeiling(approved.manifest));
  if (current?.state !== 'active') return asked;
  const { security } = current.manifest;
  const isNew = (capability: Capability): boolean =>
    ceilingViolation(addCapability(NO_PERMISSION, capability), security) !== undefined;
  return [...keptCapabilities(current.permission, approved.manifest.security), ...asked.filter(isNew)];
}
