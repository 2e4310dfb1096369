import type { McpCallResult, McpTool } from '@kami/protocol';
import type { ContentBlock } from '@kami/types';
import type { CallToolResult, Tool } from '@modelcontextprotocol/server';

/** A call's result in the SDK's type, whose arrays can be written to. */
export function toSdkResult({ content, ...rest }: McpCallResult): CallToolResult {
  return { ...rest, content: content.map(toSdkBlock) };
}

/** A listed tool in the SDK's type. */
export function toSdkTool({ icons, ...tool }: McpTool): Tool {
  return { ...tool, ...(icons !== undefined && { icons: [...icons] }) };
}

/** A content block in the SDK's type. */
export function toSdkBlock({ annotations, ...block }: ContentBlock): CallToolResult['content'][number] {
  if (annotations === undefined) return block;
  const { audience, ...rest } = annotations;
  return { ...block, annotations: { ...rest, ...(audience !== undefined && { audience: [...audience] }) } };
}
