import { formatNetRule, type Capability, type Permission } from '@kami/types';

/** A permission with one more capability; a mount takes the place of another with its name. */
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
  }
}

/** Every capability of a permission, in the order in which it is shown. */
export function listCapabilities(permission: Permission): readonly Capability[] {
  return [
    ...permission.net.map((rule) => ({ kind: 'net', rule }) as const),
    ...permission.mounts.map((mount) => ({ kind: 'mount', mount }) as const),
    ...(permission.privateFolder ? [{ kind: 'private-folder' } as const] : []),
    ...permission.env.map((key) => ({ kind: 'env', key }) as const),
  ];
}
