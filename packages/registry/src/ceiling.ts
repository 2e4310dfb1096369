/**
 * Threat: a grant that gives more than the author asked for, or more than the operator meant.
 * Rule: the manifest is a ceiling. A permission is within it when each part of it is covered by one request.
 */
import type { NetRule, Permission, RequestedSecurity, ToolManifest } from '@kami/types';

/** Whether a permission gives nothing that the manifest does not ask for. */
export function isWithinCeiling(permission: Permission, ceiling: RequestedSecurity): boolean {
  return (
    permission.net.every((rule) => ceiling.net.some((asked) => coversRule(asked, rule))) &&
    permission.env.every((key) => ceiling.env.includes(key)) &&
    (!permission.privateFolder || ceiling.fsAccess === 'sandbox') &&
    (permission.mounts.length === 0 || ceiling.fsAccess !== 'none') &&
    (ceiling.fsAccess === 'sandbox' || permission.mounts.every((mount) => mount.mode === 'ro'))
  );
}

/** What `--yes` grants: everything the manifest asks for except folders of the host and secrets. */
export function grantFromCeiling(manifest: ToolManifest): Permission {
  const { net, env, fsAccess } = manifest.security;
  return { net, env, mounts: [], privateFolder: fsAccess === 'sandbox' };
}

/** Whether every request that `rule` matches is matched by `asked` too. An empty list of methods means all. */
export function coversRule(asked: NetRule, rule: NetRule): boolean {
  const methods =
    asked.methods.length === 0 ||
    (rule.methods.length > 0 && rule.methods.every((method) => asked.methods.includes(method)));
  return methods && asked.scheme === rule.scheme && asked.port === rule.port && coversHost(asked, rule);
}

function coversHost(asked: NetRule, rule: NetRule): boolean {
  if (!asked.subdomains) return !rule.subdomains && rule.host === asked.host;
  const isBelow = rule.host.endsWith(`.${asked.host}`);
  return rule.subdomains ? isBelow || rule.host === asked.host : isBelow;
}
