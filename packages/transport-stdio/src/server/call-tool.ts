import { toMcpResult, type McpCallResult } from '@kami/protocol';
import type { Asker, CallReport, ExecutionContext, ToolHost, ToolListing } from '@kami/runtime';
import { kamiError, nearestName, type JsonObject, type KamiError, type Result } from '@kami/types';
import { createNamedAsker } from '../asking/named-asker.ts';
import type { EndingObserver } from './call-observer.ts';
import { toFailedCall, toProtocolError } from './translate-error.ts';

/** One `tools/call`. */
export interface McpCall {
  readonly name: string;
  readonly args: JsonObject;
  readonly context: ExecutionContext;
  readonly signal: AbortSignal;
  readonly asker: Asker;
  readonly observer: EndingObserver;
}

/** Calls a tool. What a model can act on is a result with `isError`; throws `ProtocolError` for the rest. */
export async function callTool(host: ToolHost, call: McpCall): Promise<McpCallResult> {
  const { principal } = call.context;
  const found = await host.find(principal, call.name);
  if (!found.ok) throw toProtocolError(found.error);
  if (found.value === undefined) throw toProtocolError(await unknownTool(host, principal, call.name));
  const reported = await run(host, found.value, call);
  return reported.ok ? toResult(reported.value, found.value) : toFailedCall(reported.error);
}

async function run(
  host: ToolHost,
  { tool, definition }: ToolListing,
  call: McpCall,
): Promise<Result<CallReport, KamiError>> {
  try {
    const { args, context, signal, observer } = call;
    const asker = createNamedAsker(call.asker, tool.name);
    return await host.call({ tool, definition: definition.name, args, context, signal, asker, observer });
  } finally {
    call.observer.end();
  }
}

async function unknownTool(host: ToolHost, principal: string, name: string): Promise<KamiError> {
  const listed = await host.list(principal);
  const near = listed.ok
    ? nearestName(
        listed.value.map(({ mcpName }) => mcpName),
        name,
      )
    : undefined;
  const hint =
    near === undefined
      ? 'The answer to tools/list names the tools there are.'
      : `Did you mean ${JSON.stringify(near)}?`;
  return kamiError('KAMI_TOOL_UNKNOWN', `There is no tool ${JSON.stringify(name.slice(0, 80))}.`, { hint });
}

function toResult({ outcome, denials }: CallReport, { definition }: ToolListing): McpCallResult {
  const result = toMcpResult(outcome, definition.outputSchema);
  if (result.isError !== true || denials.length === 0) return result;
  return {
    ...result,
    content: [...result.content, { type: 'text', text: denials.map(describeDenial).join('\n') }],
  };
}

function describeDenial({ what, rule, hint }: CallReport['denials'][number]): string {
  return `KAMI_DENIED: ${what} (${rule})${hint === undefined ? '' : `\n${hint}`}`;
}
