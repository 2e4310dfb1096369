import { ceilingViolation } from '@kami/registry';
import { addCapability, listCapabilities } from '@kami/sandbox';
import { NO_PERMISSION, type Capability, type Permission, type RequestedSecurity } from '@kami/types';

/** What an earlier permission gave that a manifest still asks for: a new version keeps no more than that. */
export function keptCapabilities(earlier: Permission, ceiling: RequestedSecurity): readonly Capability[] {
  return listCapabilities(earlier).filter(
    (capability) => ceilingViolation(addCapability(NO_PERMISSION, capability), ceiling) === undefined,
  );
}
