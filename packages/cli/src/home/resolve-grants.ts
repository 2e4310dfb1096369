import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { addCapability, mountRefusal, parseGrant, type GrantRequest } from '@kami/sandbox';
import {
  err,
  kamiError,
  ok,
  type Capability,
  type KamiError,
  type Mount,
  type Permission,
  type Result,
} from '@kami/types';

/**
 * Reads grants of the command line and looks their folders up, among `lent` where only a mount's name is given: links
 * resolved, refused ones named. Relative folders are below `base`, the current one unless said.
 */
export async function resolveGrants(
  texts: readonly string[],
  home: string,
  lent: readonly Mount[] = [],
  base: string = process.cwd(),
): Promise<Result<readonly Capability[], KamiError>> {
  const capabilities: Capability[] = [];
  for (const text of texts) {
    const request = parseGrant(text);
    if (!request.ok) return request;
    const capability = await resolveGrant(request.value, home, lent, base);
    if (!capability.ok) return capability;
    capabilities.push(capability.value);
  }
  return ok(capabilities);
}

/** A permission with all these capabilities. */
export function withCapabilities(permission: Permission, capabilities: readonly Capability[]): Permission {
  return capabilities.reduce(addCapability, permission);
}

async function resolveGrant(
  request: GrantRequest,
  home: string,
  lent: readonly Mount[],
  base: string,
): Promise<Result<Capability, KamiError>> {
  if (request.kind === 'mount-mode') {
    const mount = lent.find(({ name }) => name === request.name);
    return mount === undefined
      ? err(kamiError('KAMI_USAGE', `No folder is lent under the name ${request.name}.`))
      : ok({ kind: 'mount', mount: { ...mount, mode: request.mode } });
  }
  if (request.kind !== 'mount') return ok(request);
  const { name, folder, mode } = request;
  try {
    const hostPath = await realpath(resolve(base, folder));
    if (!(await stat(hostPath)).isDirectory()) return refused(folder, 'it is no folder');
    const refusal = mountRefusal(hostPath, await realpath(home).catch(() => home));
    return refusal === undefined
      ? ok({ kind: 'mount', mount: { name, hostPath, mode } })
      : refused(folder, refusal);
  } catch {
    return refused(folder, 'there is no such folder');
  }
}

function refused(folder: string, why: string): Result<never, KamiError> {
  return err(kamiError('KAMI_USAGE', `The folder ${folder} cannot be lent to a tool: ${why}.`));
}
