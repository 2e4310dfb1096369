import type { ToolHost } from '@kami/runtime';
import type { Server } from '@modelcontextprotocol/server';

/** Sends `notifications/tools/list_changed` while a connection is open; in the legacy era once the client is initialized. */
export function announceChanges(
  server: Server,
  host: ToolHost,
  ready: boolean,
  onError: (error: unknown) => void,
): void {
  let announcing = ready;
  server.oninitialized = () => (announcing = true);
  const subscription = host.onListChanged(() => {
    if (announcing) server.sendToolListChanged().catch(onError);
  });
  server.onclose = () => subscription[Symbol.dispose]();
}
