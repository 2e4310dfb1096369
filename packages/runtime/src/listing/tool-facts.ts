import { importedCapabilities, provenFacts } from '@kami/engine';
import type { InstalledTool } from '@kami/registry';
import {
  formatNetRule,
  formatSecretGrant,
  type CapabilityKind,
  type JsonObject,
  type Permission,
} from '@kami/types';
import type { ToolListing } from '../tool-host.ts';
import { idleGrants } from './usable-permission.ts';

/** What a component could do, because it imports it, and was not granted. */
export function deniedFacts(imports: readonly string[], permission: Permission): readonly string[] {
  const granted: { readonly [K in CapabilityKind]: boolean } = {
    network: permission.net.length > 0,
    files: permission.privateFolder || permission.mounts.length > 0,
    environment: permission.env.length > 0,
    secrets: permission.secrets?.some(({ use }) => use === 'read') === true,
    clock: true,
    randomness: true,
  };
  return importedCapabilities({ usedImports: imports })
    .filter(({ capability, isAlwaysDenied }) => isAlwaysDenied || !granted[capability])
    .map(({ capability }) => `${capability} (imported, not granted)`);
}

/**
 * What a client may know of a tool: what it offers, may do, was denied, was granted in vain and provably cannot do; nothing of the host's.
 * `functions` are those that the client may see.
 */
export function toolFacts(
  functions: readonly ToolListing[],
  { id, name, version, manifest, imports, permission, ...tool }: InstalledTool,
): JsonObject {
  const { description, title } = manifest;
  return {
    id,
    name,
    version,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    digest: `sha256:${tool.digest}`,
    functions: functions.map(({ mcpName, definition }) => ({ ...definition, name: mcpName })),
    granted: grantedFacts(permission),
    denied: deniedFacts(imports, permission),
    idle: idleGrants(imports, permission),
    proven: provenFacts({ usedImports: imports }).map(({ statement }) => statement),
  };
}

/** Guest paths in the place of the host's. */
function grantedFacts({ net, mounts, privateFolder, env, secrets = [] }: Permission): readonly string[] {
  return [
    ...net.map((rule) => `net=${formatNetRule(rule)}`),
    ...mounts.map(({ name, mode }) => `fs=/mnt/${name}:${mode}`),
    ...(privateFolder ? ['fs=/data:rw'] : []),
    ...env.map((key) => `env=${key}`),
    ...secrets.map(formatSecretGrant),
  ];
}
