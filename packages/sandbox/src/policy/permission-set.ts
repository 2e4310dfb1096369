import {
  formatNetRule,
  formatSecretGrant,
  secretHeaderField,
  type Capability,
  type Permission,
  type SecretGrant,
} from '@kami/types';

/**
 * A permission with one more capability; a mount takes the place of another with its name, and a secret of another in
 * the same header field for the same origin.
 */
export function addCapability(permission: Permission, capability: Capability): Permission {
  const rest = removeCapability(permission, capability);
  switch (capability.kind) {
    case 'net':
      return { ...rest, net: [...rest.net, capability.rule] };
    case 'mount':
      return { ...rest, mounts: [...rest.mounts, capability.mount] };
    case 'private-folder':
      return { ...rest, privateFolder: true };
    case 'env':
      return { ...rest, env: [...rest.env, capability.key] };
    case 'secret':
      return { ...rest, secrets: [...othersThan(rest.secrets ?? [], capability.grant), capability.grant] };
  }
}

/** A permission without a capability; unchanged when it was not in it. A mount is known by its name. */
export function removeCapability(permission: Permission, capability: Capability): Permission {
  switch (capability.kind) {
    case 'net': {
      const text = formatNetRule(capability.rule);
      return { ...permission, net: permission.net.filter((rule) => formatNetRule(rule) !== text) };
    }
    case 'mount':
      return {
        ...permission,
        mounts: permission.mounts.filter((mount) => mount.name !== capability.mount.name),
      };
    case 'private-folder':
      return { ...permission, privateFolder: false };
    case 'env':
      return { ...permission, env: permission.env.filter((key) => key !== capability.key) };
    case 'secret': {
      const text = formatSecretGrant(capability.grant);
      const { secrets = [], ...rest } = permission;
      const left = secrets.filter((grant) => formatSecretGrant(grant) !== text);
      return left.length === 0 ? rest : { ...rest, secrets: left };
    }
  }
}

/** Every capability of a permission, in the order in which it is shown. */
export function listCapabilities(permission: Permission): readonly Capability[] {
  return [
    ...permission.net.map((rule) => ({ kind: 'net', rule }) as const),
    ...permission.mounts.map((mount) => ({ kind: 'mount', mount }) as const),
    ...(permission.privateFolder ? [{ kind: 'private-folder' } as const] : []),
    ...permission.env.map((key) => ({ kind: 'env', key }) as const),
    ...(permission.secrets ?? []).map((grant) => ({ kind: 'secret', grant }) as const),
  ];
}

function othersThan(grants: readonly SecretGrant[], given: SecretGrant): readonly SecretGrant[] {
  const place = placeOf(given);
  return grants.filter((grant) => placeOf(grant) !== place);
}

/** What can hold one grant only. */
function placeOf(grant: SecretGrant): string {
  if (grant.use === 'read') return formatSecretGrant(grant);
  return JSON.stringify([grant.scheme, grant.host, grant.port, secretHeaderField(grant)]);
}
