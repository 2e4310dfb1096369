/**
 * Threat: a grant that gives more than the author asked for, or more than the operator meant.
 * Rule: the manifest is a ceiling. A permission is within it when each part of it is covered by one request.
 */
import {
  formatNetRule,
  formatSecretGrant,
  type NetRule,
  type Permission,
  type RequestedSecurity,
  type ToolManifest,
} from '@kami/types';

/** The first part of a permission that goes beyond what the manifest asks for, as text; nothing when it is within. */
export function ceilingViolation(permission: Permission, ceiling: RequestedSecurity): string | undefined {
  const rule = permission.net.find((given) => !ceiling.net.some((asked) => coversRule(asked, given)));
  if (rule !== undefined) return `net=${formatNetRule(rule)}`;
  const key = permission.env.find((given) => !ceiling.env.includes(given));
  if (key !== undefined) return `env=${key}`;
  const asked = ceiling.secretsRead ?? [];
  const secret = permission.secrets?.find(
    ({ use, name }) => !asked.includes(name) && (use === 'read' || !ceiling.secrets.includes(name)),
  );
  if (secret !== undefined) return formatSecretGrant(secret);
  if (permission.privateFolder && ceiling.fsAccess !== 'sandbox') return 'a private folder';
  const mount = permission.mounts.find(
    ({ mode }) => ceiling.fsAccess === 'none' || (ceiling.fsAccess === 'read-only' && mode === 'rw'),
  );
  return mount === undefined
    ? undefined
    : `fs=${mount.name} ${mount.mode === 'rw' ? 'for writing' : 'for reading'}`;
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
