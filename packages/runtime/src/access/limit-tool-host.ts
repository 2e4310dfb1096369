/**
 * Threat: a client lists, calls or learns of a tool that its token is not for. Rule: the host that a client's requests
 * reach knows only the tools of the client's patterns; another tool is to it as if it were not installed.
 */
import { matchesToolPattern } from '@kami/registry';
import { ok } from '@kami/types';
import type { ToolHost } from '../tool-host.ts';

/** A host that shows the tools whose name towards clients a pattern matches; all of them where there is no pattern. */
export function limitToolHost(host: ToolHost, patterns: readonly string[]): ToolHost {
  if (patterns.length === 0) return host;
  const isShown = ({ mcpName }: { readonly mcpName: string }): boolean =>
    patterns.some((pattern) => matchesToolPattern(pattern, mcpName));
  return {
    ...host,
    async list(principal) {
      const listed = await host.list(principal);
      return listed.ok ? ok(listed.value.filter(isShown)) : listed;
    },
    find: async (principal, mcpName) =>
      isShown({ mcpName }) ? host.find(principal, mcpName) : ok(undefined),
  };
}
