import { toMcpTool, type McpTool } from '@kami/protocol';
import type { ToolHost } from '@kami/runtime';
import { toProtocolError } from './translate-error.ts';

/** Every callable function, sorted by name: equal lists are equal bytes, so prompt caches hit. Throws `ProtocolError`. */
export async function listTools(host: ToolHost, principal: string): Promise<McpTool[]> {
  const listed = await host.list(principal);
  if (!listed.ok) throw toProtocolError(listed.error);
  const tools = listed.value.map(({ mcpName, definition, tool }) =>
    toMcpTool({ mcpName, definition, permission: tool.permission, icon: tool.features?.icon }),
  );
  return tools.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
