import type { CapabilityKind, Permission } from '@kami/types';

/** A kind of authority that an operator grants; clock and randomness every tool has. */
export type GrantedCapability = Exclude<CapabilityKind, 'clock' | 'randomness'>;

/** The kinds of authority that an operator grants, in the order in which they are listed. */
export const GRANTED_CAPABILITIES: readonly GrantedCapability[] = [
  'network',
  'files',
  'environment',
  'secrets',
];

/** The kinds of authority that a permission holds something of. */
export function grantedCapabilities(permission: Permission): readonly GrantedCapability[] {
  const holds: Readonly<Record<GrantedCapability, boolean>> = {
    network: permission.net.length > 0,
    files: permission.privateFolder || permission.mounts.length > 0,
    environment: permission.env.length > 0,
    secrets: (permission.secrets ?? []).length > 0,
  };
  return GRANTED_CAPABILITIES.filter((capability) => holds[capability]);
}
