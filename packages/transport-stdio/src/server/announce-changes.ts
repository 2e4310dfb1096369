import type { InstalledTool } from '@kami/registry';
import { ownedResource, type ToolSignal } from '@kami/runtime';
import { detach } from '@kami/types';
import type { Server } from '@modelcontextprotocol/server';
import type { McpServerParts } from './create-mcp-server.ts';
import { TOOLS_RESOURCE } from './own-resources.ts';

/**
 * Tells a client while its connection is open that lists changed, by the catalogue or by a component, and that a resource
 * did; in the legacy era once it is initialized.
 */
export function announceChanges(
  server: Server,
  { host, principal, subscriptions, onError }: McpServerParts,
  ready: boolean,
): void {
  let announcing = ready;
  server.oninitialized = () => (announcing = true);
  const send = (sent: Promise<void>): void => void sent.catch(onError);
  const update = (uri: string): void => {
    if (subscriptions.wants(uri)) send(server.sendResourceUpdated({ uri }));
  };

  const onChange = (): void => {
    if (!announcing) return;
    send(server.sendToolListChanged());
    send(server.sendResourceListChanged());
    send(server.sendPromptListChanged());
    update(TOOLS_RESOURCE.uri);
  };
  const pass = async (tool: InstalledTool, signal: ToolSignal): Promise<void> => {
    const listed = await host.list(principal);
    const isVisible = listed.ok && listed.value.some((listing) => listing.tool.id === tool.id);
    if (!announcing || !isVisible) return;
    if (signal.kind === 'resource') {
      if (ownedResource(tool, signal.uri) !== undefined) update(signal.uri);
    } else if (signal.kind === 'tools') send(server.sendToolListChanged());
    else if (signal.kind === 'resources') send(server.sendResourceListChanged());
    else send(server.sendPromptListChanged());
  };

  const held = new DisposableStack();
  held.use(host.onListChanged(onChange));
  held.use(host.onSignal((tool, signal) => detach(pass(tool, signal))));
  server.onclose = () => held[Symbol.dispose]();
}
