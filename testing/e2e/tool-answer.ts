import type { McpSession } from './mcp-session.ts';

/** What a client is told of a call. */
export interface ToolAnswer {
  readonly isError: boolean;
  /** The text blocks of the answer, joined by newlines. */
  readonly text: string;
  readonly structured: unknown;
  /** Milliseconds from the request to the answer. */
  readonly took: number;
}

/** Calls a tool in a session; throws when the request itself fails. */
export async function callTool(session: McpSession, name: string, args: object = {}): Promise<ToolAnswer> {
  const started = performance.now();
  const { result, error } = await session.request('tools/call', { name, arguments: args });
  if (result === undefined) throw new Error(`${name}: ${error?.code} ${error?.message}`);
  const content = result['content'] as readonly { readonly text?: string }[];
  return {
    isError: result['isError'] === true,
    text: content.map(({ text }) => text ?? '').join('\n'),
    structured: result['structuredContent'],
    took: performance.now() - started,
  };
}

/** Calls a tool that must answer well, after something else was killed: throws when it does not. */
export async function mustAnswer(session: McpSession, name: string, args: object = {}): Promise<ToolAnswer> {
  const answer = await callTool(session, name, args);
  if (answer.isError) throw new Error(`${name}: ${answer.text}`);
  return answer;
}
