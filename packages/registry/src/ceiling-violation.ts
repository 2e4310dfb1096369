import { formatNetRule, type Permission, type RequestedSecurity } from '@kami/types';
import { coversRule } from './ceiling.ts';

/** The first part of a permission that goes beyond what the manifest asks for, as text; nothing when it is within. */
export function ceilingViolation(permission: Permission, ceiling: RequestedSecurity): string | undefined {
  const rule = permission.net.find((given) => !ceiling.net.some((asked) => coversRule(asked, given)));
  if (rule !== undefined) return `net=${formatNetRule(rule)}`;
  const key = permission.env.find((given) => !ceiling.env.includes(given));
  if (key !== undefined) return `env=${key}`;
  if (permission.privateFolder && ceiling.fsAccess !== 'sandbox') return 'a private folder';
  const mount = permission.mounts.find(
    ({ mode }) => ceiling.fsAccess === 'none' || (ceiling.fsAccess === 'read-only' && mode === 'rw'),
  );
  return mount === undefined
    ? undefined
    : `fs=${mount.name} ${mount.mode === 'rw' ? 'for writing' : 'for reading'}`;
}
