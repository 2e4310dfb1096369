import type { ContentBlock, JsonObject, ToolOutcome } from '@kami/types';
import type { McpCallResult } from './mcp-shapes.ts';
import { wrapStructured } from './wrap-output-schema.ts';

/**
 * What a tool gave as the result of `tools/call`. Structured results are objects (wrapped as the listed
 * schema is) and stand as text too, for clients that read no other. A success without the structured
 * result that its output schema promises becomes a tool error: clients refuse it otherwise.
 */
export function toMcpResult(outcome: ToolOutcome, outputSchema: JsonObject | undefined): McpCallResult {
  const meta = outcome.meta === undefined ? {} : { _meta: outcome.meta };
  if (outcome.structured === undefined) {
    if (outcome.isError || outputSchema === undefined)
      return { content: outcome.content, ...errorFlag(outcome), ...meta };
    const text = 'KAMI_TOOL_RESULT_INVALID: the tool has an output schema and gave no structured result';
    return { content: [...outcome.content, { type: 'text', text }], isError: true, ...meta };
  }
  const structuredContent = wrapStructured(outcome.structured, outputSchema);
  const hasText = outcome.content.some(({ type }) => type === 'text');
  const text: ContentBlock = { type: 'text', text: JSON.stringify(outcome.structured) };
  const content = hasText ? outcome.content : [...outcome.content, text];
  return { content, structuredContent, ...errorFlag(outcome), ...meta };
}

function errorFlag(outcome: ToolOutcome): { readonly isError?: true } {
  return outcome.isError ? { isError: true } : {};
}
