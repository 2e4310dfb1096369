import { ceilingViolation, type InstalledTool } from '@kami/registry';
import { addCapability, parseGrant, shellWord } from '@kami/sandbox';
import type { FsAccess, Permission, RequestedSecurity } from '@kami/types';
import { securityTable } from '../output/security-table.ts';

/** What to write and to run so that what was denied is allowed. */
export interface SuggestedPolicy {
  /** The `[security]` table of `tool.toml`: what the tool holds and what it was denied, no more. */
  readonly table: string;
  /** Whether the manifest has to change for the grants. */
  readonly manifestChanges: boolean;
  readonly commands: readonly string[];
}

/** The smallest table and the commands for grants of a tool beside what it holds. */
export function suggestPolicy(tool: InstalledTool, grants: readonly string[]): SuggestedPolicy {
  const wider = grants.reduce(withGrant, tool.permission);
  const { isolation, secrets } = tool.manifest.security;
  const asked = grants.flatMap(
    (grant) => /^secret(?:-read)?=([A-Za-z][A-Za-z0-9_.-]{0,63})$/.exec(grant)?.[1] ?? [],
  );
  const security: RequestedSecurity = {
    net: wider.net,
    fsAccess: accessOf(wider),
    env: wider.env,
    secrets: [...new Set([...secrets, ...asked])],
    ...(isolation === undefined ? {} : { isolation }),
  };
  const manifestChanges =
    ceilingViolation(wider, tool.manifest.security) !== undefined ||
    asked.some((name) => !secrets.includes(name));
  const granting = grants.map((grant) => ` --grant ${shellWord(grant)}`).join('');
  return {
    table: securityTable(security, tool.manifest),
    manifestChanges,
    commands: [
      ...(manifestChanges ? [`kami install ${shellWord(tool.source)}${granting}`] : []),
      ['kami grant', tool.name, ...grants.map(shellWord)].join(' '),
    ],
  };
}

function withGrant(permission: Permission, grant: string): Permission {
  const request = parseGrant(grant);
  if (!request.ok) return permission;
  const given = request.value;
  if (given.kind === 'mount') {
    const { name, folder: hostPath, mode } = given;
    return addCapability(permission, { kind: 'mount', mount: { name, hostPath, mode } });
  }
  if (given.kind !== 'mount-mode') return addCapability(permission, given);
  const lent = permission.mounts.find(({ name }) => name === given.name);
  return lent === undefined
    ? permission
    : addCapability(permission, { kind: 'mount', mount: { ...lent, mode: given.mode } });
}

function accessOf({ mounts, privateFolder }: Permission): FsAccess {
  if (privateFolder || mounts.some(({ mode }) => mode === 'rw')) return 'sandbox';
  return mounts.length > 0 ? 'read-only' : 'none';
}
