import type { FeatureAction, FeatureAnswers } from '@kami/protocol';
import type { InstalledTool } from '@kami/registry';
import { NOBODY, type FeatureQuestions } from '@kami/runtime';
import type { KamiError, Result } from '@kami/types';
import type { Server, ServerContext } from '@modelcontextprotocol/server';
import type { ClientLine } from '../asking/client-line.ts';
import { createNamedAsker } from '../asking/named-asker.ts';
import { createCallContext } from './call-context.ts';
import { createCallObserver } from './call-observer.ts';
import type { McpServerParts } from './create-mcp-server.ts';

/**
 * Asks a tool's component on behalf of one request, whose progress and log go to the client. Without a line to the client
 * the component can ask it nothing: most requests may not be answered with a question.
 */
export async function askFeature<A extends FeatureAction>(
  { host, principal, onError }: McpServerParts,
  server: Server,
  ctx: ServerContext,
  tool: InstalledTool,
  action: A,
  question: FeatureQuestions[A],
  { asker, signal, request }: ClientLine = { asker: NOBODY, signal: ctx.mcpReq.signal, request: () => ctx },
): Promise<Result<FeatureAnswers[A], KamiError>> {
  const observer = createCallObserver(request, tool.name, onError);
  try {
    const context = createCallContext(host, principal, server, ctx);
    const named = createNamedAsker(asker, tool.name);
    return await host.ask({ tool, action, question, context, signal, asker: named, observer });
  } finally {
    observer.end();
  }
}
