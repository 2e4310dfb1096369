import type { Server } from '@modelcontextprotocol/server';
import type { McpServerParts } from './create-mcp-server.ts';
import { followChanges } from './follow-changes.ts';

/**
 * Tells a client while its connection is open that lists changed, by the catalogue or by a component, and that a resource
 * did; in the legacy era once it is initialized.
 */
export function announceChanges(server: Server, parts: McpServerParts, ready: boolean): void {
  const { subscriptions, onError } = parts;
  let announcing = ready;
  server.oninitialized = () => (announcing = true);
  const send = (notify: () => Promise<void>): void => {
    if (announcing) notify().catch(onError);
  };
  const following = followChanges(parts, {
    toolsChanged: () => send(async () => server.sendToolListChanged()),
    resourcesChanged: () => send(async () => server.sendResourceListChanged()),
    promptsChanged: () => send(async () => server.sendPromptListChanged()),
    resourceUpdated(uri) {
      if (subscriptions.wants(uri)) send(async () => server.sendResourceUpdated({ uri }));
    },
  });
  server.onclose = () => following[Symbol.dispose]();
}
