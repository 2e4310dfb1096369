import { liftingGrants, parseGrant, type Denial } from '@kami/sandbox';
import type { Capability, RequestedSecurity } from '@kami/types';
import { grantableTo } from '../call/denied-capabilities.ts';
import type { AskedPermission } from './permission-form.ts';

/**
 * What would lift a denial for one call: the narrowest grant that the manifest asks for. None for folders of the host and
 * for secrets: which folder, and whether a tool reads a secret, is not for a client to say.
 */
export function permissionFor(security: RequestedSecurity, { wanted }: Denial): AskedPermission | undefined {
  if (wanted === undefined) return undefined;
  const grant = liftingGrants(wanted, grantableTo(security)).at(-1);
  const capability = grant === undefined ? undefined : capabilityOf(grant);
  return grant === undefined || capability === undefined ? undefined : { grant, capability };
}

function capabilityOf(grant: string): Capability | undefined {
  const request = parseGrant(grant);
  if (!request.ok) return undefined;
  switch (request.value.kind) {
    case 'net':
    case 'env':
    case 'private-folder':
      return request.value;
    default:
      return undefined;
  }
}
