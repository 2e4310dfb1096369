import type { InstalledTool } from '@kami/registry';
import { ownedResource, type ToolSignal } from '@kami/runtime';
import { detach } from '@kami/types';
import type { McpServerParts } from './create-mcp-server.ts';
import { TOOLS_RESOURCE } from './own-resources.ts';

/** Who is told of changes: one client, or all that listen for a principal. */
export interface ChangeNotifier {
  toolsChanged(): void;
  resourcesChanged(): void;
  promptsChanged(): void;
  resourceUpdated(uri: string): void;
}

/**
 * Tells that lists changed, by the catalogue or by a component that the principal may see, and that a resource did which
 * that component may answer for; until it is disposed.
 */
export function followChanges(
  { host, principal }: Pick<McpServerParts, 'host' | 'principal'>,
  told: ChangeNotifier,
): Disposable {
  const onChange = (): void => {
    told.toolsChanged();
    told.resourcesChanged();
    told.promptsChanged();
    told.resourceUpdated(TOOLS_RESOURCE.uri);
  };
  const pass = async (tool: InstalledTool, signal: ToolSignal): Promise<void> => {
    const listed = await host.list(principal);
    if (!listed.ok || !listed.value.some((listing) => listing.tool.id === tool.id)) return;
    if (signal.kind === 'resource') {
      if (ownedResource(tool, signal.uri) !== undefined) told.resourceUpdated(signal.uri);
    } else if (signal.kind === 'tools') told.toolsChanged();
    else if (signal.kind === 'resources') told.resourcesChanged();
    else told.promptsChanged();
  };
  const held = new DisposableStack();
  held.use(host.onListChanged(onChange));
  held.use(host.onSignal((tool, signal) => detach(pass(tool, signal))));
  return held;
}
