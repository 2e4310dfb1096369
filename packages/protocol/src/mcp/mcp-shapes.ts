import type { ContentBlock, JsonObject, ToolIcon } from '@kami/types';

/** Hints about a tool (MCP, `ToolAnnotations`), each derived from what was granted. */
export interface McpToolAnnotations {
  readonly title?: string;
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly openWorldHint: boolean;
}

/** A tool as it stands in `tools/list` (MCP 2025-11-25 and 2026-07-28, `Tool`). */
export interface McpTool {
  readonly name: string;
  readonly title?: string;
  readonly description: string;
  readonly inputSchema: JsonObject & { readonly type: 'object' };
  readonly outputSchema?: JsonObject & { readonly type: 'object' };
  readonly annotations: McpToolAnnotations;
  readonly icons?: readonly ToolIcon[];
}

/** What `tools/call` gives (MCP, `CallToolResult`). */
export interface McpCallResult {
  readonly content: readonly ContentBlock[];
  readonly structuredContent?: JsonObject;
  readonly isError?: boolean;
  readonly _meta?: JsonObject;
}
