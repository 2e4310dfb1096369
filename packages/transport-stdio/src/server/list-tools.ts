import { toMcpTool, type McpTool } from '@kami/protocol';
import { usablePermission, type ToolHost, type ToolListing } from '@kami/runtime';
import { takePage } from './page-cursor.ts';
import { toProtocolError } from './translate-error.ts';

/** Which part of the list is wanted. */
export interface ToolPageRequest {
  readonly principal: string;
  readonly cursor: string | undefined;
  readonly pageSize: number | undefined;
  /** Told of each function that cannot be listed. */
  readonly onError: (error: unknown) => void;
}

/** A page as `tools/list` answers it. */
export interface ToolPage {
  readonly tools: McpTool[];
  readonly nextCursor?: string;
}

/**
 * A page of the callable functions, sorted by name: equal lists are equal bytes, so prompt caches hit. One that cannot be
 * listed is left out. Throws `ProtocolError`.
 */
export async function listTools(host: ToolHost, request: ToolPageRequest): Promise<ToolPage> {
  const { principal, cursor, pageSize, onError } = request;
  const listed = await host.list(principal);
  if (!listed.ok) throw toProtocolError(listed.error);
  const sorted = listed.value.toSorted((a, b) =>
    a.mcpName < b.mcpName ? -1 : a.mcpName > b.mcpName ? 1 : 0,
  );
  const { items, ...next } = takePage(sorted, ({ mcpName }) => mcpName, cursor, pageSize);
  return { tools: items.flatMap((listing) => toTool(listing, onError)), ...next };
}

function toTool({ mcpName, definition, tool }: ToolListing, onError: (error: unknown) => void): McpTool[] {
  try {
    return [
      toMcpTool({
        mcpName,
        definition,
        permission: usablePermission(tool.imports, tool.permission),
        icon: tool.features?.icon,
      }),
    ];
  } catch (cause) {
    onError(new Error(`${mcpName} cannot be listed and is left out`, { cause }));
    return [];
  }
}
