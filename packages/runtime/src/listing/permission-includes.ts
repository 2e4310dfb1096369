import { formatNetRule, formatSecretGrant, type Permission } from '@kami/types';

/** Whether a permission still holds everything that an earlier one held. */
export function permissionIncludes(now: Permission, before: Permission): boolean {
  const has = (list: readonly string[]): ReadonlySet<string> => new Set(list);
  const net = has(now.net.map(formatNetRule));
  const mounts = has(now.mounts.map(mountKey));
  const env = has(now.env);
  const secrets = has((now.secrets ?? []).map(formatSecretGrant));
  return (
    before.net.every((rule) => net.has(formatNetRule(rule))) &&
    before.mounts.every((mount) => mounts.has(mountKey(mount))) &&
    before.env.every((key) => env.has(key)) &&
    (before.secrets ?? []).every((grant) => secrets.has(formatSecretGrant(grant))) &&
    (now.privateFolder || !before.privateFolder)
  );
}

function mountKey({ name, hostPath, mode }: Permission['mounts'][number]): string {
  return JSON.stringify([name, hostPath, mode]);
}
