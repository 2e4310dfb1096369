import type { Permission, ToolDefinition, ToolIcon } from '@kami/types';
import { deriveAnnotations } from './derive-annotations.ts';
import type { McpTool } from './mcp-shapes.ts';
import { wrapOutputSchema } from './wrap-output-schema.ts';

/** What a listing is made from. */
export interface McpToolSource {
  readonly mcpName: string;
  readonly definition: ToolDefinition;
  readonly permission: Permission;
  readonly icon?: ToolIcon | undefined;
}

/** A function of a tool as it stands in `tools/list`. */
export function toMcpTool({ mcpName, definition, permission, icon }: McpToolSource): McpTool {
  const { title, description, inputSchema, outputSchema } = definition;
  return {
    name: mcpName,
    ...(title !== undefined && { title }),
    description,
    inputSchema: { ...inputSchema, type: 'object' },
    ...(outputSchema !== undefined && { outputSchema: wrapOutputSchema(outputSchema) }),
    annotations: deriveAnnotations(permission),
    ...(icon !== undefined && { icons: [icon] }),
  };
}
