import type { NetRule, Permission } from '@kami/types';
import type { McpToolAnnotations } from './mcp-shapes.ts';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * Hints about a tool, derived from its grant and never from what it says of itself: read-only with no
 * network and nothing writable, open-world with any network, destructive with something writable or a
 * method beyond GET and HEAD. Nothing is said of idempotence, which no grant shows.
 */
export function deriveAnnotations(permission: Permission): McpToolAnnotations {
  const network = permission.net.length > 0;
  const writable = permission.privateFolder || permission.mounts.some(({ mode }) => mode === 'rw');
  return {
    readOnlyHint: !network && !writable,
    destructiveHint: writable || permission.net.some(changesThings),
    openWorldHint: network,
  };
}

function changesThings({ methods }: NetRule): boolean {
  return methods.length === 0 || methods.some((method) => !SAFE_METHODS.has(method));
}
