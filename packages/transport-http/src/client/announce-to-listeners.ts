import type { InstalledTool } from '@kami/registry';
import { ownedResource, type ToolSignal } from '@kami/runtime';
import { TOOLS_RESOURCE, type McpServerParts } from '@kami/transport-stdio/server';
import { detach } from '@kami/types';
import type { McpHttpHandler } from '@modelcontextprotocol/server';

/**
 * Tells who listens by `subscriptions/listen` that lists changed, by the catalogue or by a component that the principal may
 * see, and that a resource did; each stream gets what it asked for.
 */
export function announceToListeners(
  { host, principal }: McpServerParts,
  notify: McpHttpHandler['notify'],
): Disposable {
  const onChange = (): void => {
    notify.toolsChanged();
    notify.resourcesChanged();
    notify.promptsChanged();
    notify.resourceUpdated(TOOLS_RESOURCE.uri);
  };
  const pass = async (tool: InstalledTool, signal: ToolSignal): Promise<void> => {
    const listed = await host.list(principal);
    if (!listed.ok || !listed.value.some((listing) => listing.tool.id === tool.id)) return;
    if (signal.kind === 'resource') {
      if (ownedResource(tool, signal.uri) !== undefined) notify.resourceUpdated(signal.uri);
    } else if (signal.kind === 'tools') notify.toolsChanged();
    else if (signal.kind === 'resources') notify.resourcesChanged();
    else notify.promptsChanged();
  };
  const held = new DisposableStack();
  held.use(host.onListChanged(onChange));
  held.use(host.onSignal((tool, signal) => detach(pass(tool, signal))));
  return held;
}
