import type { McpCallResult } from '@kami/protocol';
import type { ContentBlock } from '@kami/types';
import type { CallToolResult } from '@modelcontextprotocol/server';

/** A call's result in the SDK's type, whose arrays can be written to. */
export function toSdkResult({ content, ...rest }: McpCallResult): CallToolResult {
  return { ...rest, content: content.map(toSdkBlock) };
}

function toSdkBlock({ annotations, ...block }: ContentBlock): CallToolResult['content'][number] {
  if (annotations === undefined) return block;
  const { audience, ...rest } = annotations;
  return { ...block, annotations: { ...rest, ...(audience !== undefined && { audience: [...audience] }) } };
}
