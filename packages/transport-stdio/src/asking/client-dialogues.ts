import type { CallToolResult, GetPromptResult, ReadResourceResult } from '@modelcontextprotocol/server';
import { createDialogues, type Dialogues } from './dialogues.ts';

/** The dialogues of one client, by the methods that may ask it something (MCP 2026-07-28, Multi Round-Trip Requests). */
export interface ClientDialogues extends Disposable {
  readonly tools: Dialogues<CallToolResult>;
  readonly prompts: Dialogues<GetPromptResult>;
  readonly resources: Dialogues<ReadResourceResult>;
}

/** Makes the dialogues of one client. Disposing ends what waits for answers. */
export function createClientDialogues(principal: string): ClientDialogues {
  const tools = createDialogues<CallToolResult>(principal, 'tools/call');
  const prompts = createDialogues<GetPromptResult>(principal, 'prompts/get');
  const resources = createDialogues<ReadResourceResult>(principal, 'resources/read');
  return {
    tools,
    prompts,
    resources,
    [Symbol.dispose]() {
      for (const dialogues of [tools, prompts, resources]) dialogues[Symbol.dispose]();
    },
  };
}
