import type { FeatureAction, FeatureAnswers } from '@kami/protocol';
import type { InstalledTool } from '@kami/registry';
import type { FeatureQuestions } from '@kami/runtime';
import type { KamiError, Result } from '@kami/types';
import type { Server, ServerContext } from '@modelcontextprotocol/server';
import { createCallContext } from './call-context.ts';
import { createCallObserver } from './call-observer.ts';
import type { McpServerParts } from './create-mcp-server.ts';

/** Asks a tool's component on behalf of one request, whose progress and log go to the client. */
export async function askFeature<A extends FeatureAction>(
  { host, principal, onError }: McpServerParts,
  server: Server,
  ctx: ServerContext,
  tool: InstalledTool,
  action: A,
  question: FeatureQuestions[A],
): Promise<Result<FeatureAnswers[A], KamiError>> {
  const observer = createCallObserver(ctx, tool.name, onError);
  try {
    const context = createCallContext(host, principal, server, ctx);
    return await host.ask({ tool, action, question, context, signal: ctx.mcpReq.signal, observer });
  } finally {
    observer.end();
  }
}
