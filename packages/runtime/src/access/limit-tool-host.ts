/**
 * Threat: a client lists, calls or learns of a tool that it is not meant to have. Rule: the host that its requests
 * reach knows only the tools of its patterns; another tool is to it as if it were not installed.
 */
import { matchesToolPattern } from '@kami/registry';
import { err, kamiError, ok } from '@kami/types';
import type { ToolHost, ToolListing } from '../tool-host.ts';

/** A host that shows the tools whose name towards clients, name or id a pattern matches; all where there is none. */
export function limitToolHost(host: ToolHost, patterns: readonly string[]): ToolHost {
  if (patterns.length === 0) return host;
  const isShown = ({ mcpName, tool }: ToolListing): boolean =>
    [mcpName, tool.name, tool.id].some((name) =>
      patterns.some((pattern) => matchesToolPattern(pattern, name)),
    );
  return {
    ...host,
    async list(principal) {
      const listed = await host.list(principal);
      return listed.ok ? ok(listed.value.filter(isShown)) : listed;
    },
    async find(principal, mcpName) {
      const found = await host.find(principal, mcpName);
      return found.ok && found.value !== undefined && !isShown(found.value) ? ok(undefined) : found;
    },
    async ask(request) {
      const listed = await host.list(request.context.principal);
      if (!listed.ok) return listed;
      const shown = listed.value.filter(isShown);
      if (shown.some(({ tool }) => tool.id === request.tool.id)) return host.ask(request);
      return err(kamiError('KAMI_TOOL_UNKNOWN', `There is no tool ${request.tool.name}.`));
    },
  };
}
