import type { InstalledTool } from '@kami/registry';
import { addCapability, listCapabilities, removeCapability } from '@kami/sandbox';
import {
  err,
  kamiError,
  NO_PERMISSION,
  ok,
  type Capability,
  type KamiError,
  type Permission,
  type Result,
} from '@kami/types';
import { formatPermission } from '../output/format.ts';

/**
 * A tool's permission without some grants; a folder may be named by its mount alone, since its path may be gone. Errors:
 * `KAMI_USAGE` when it has none of that text.
 */
export function withoutGrants(tool: InstalledTool, texts: readonly string[]): Result<Permission, KamiError> {
  let permission: Permission = tool.permission;
  for (const text of texts) {
    const granted = listCapabilities(permission).filter((capability) => {
      const alone = formatPermission(addCapability(NO_PERMISSION, capability));
      return alone.includes(text) || shortName(capability) === text;
    });
    if (granted.length === 0) {
      const list = formatPermission(tool.permission).join(', ') || 'nothing';
      const message = `${tool.name} has no grant ${JSON.stringify(text.slice(0, 200))}; it has: ${list}.`;
      return err(kamiError('KAMI_USAGE', message));
    }
    permission = granted.reduce(removeCapability, permission);
  }
  return ok(permission);
}

/** What a folder and a secret may be called by when they are taken away: all grants of the secret, whatever their hosts. */
function shortName(capability: Capability): string | undefined {
  if (capability.kind === 'mount') return `fs=${capability.mount.name}`;
  if (capability.kind !== 'secret' || capability.grant.use === 'read') return undefined;
  return `secret=${capability.grant.name}`;
}
