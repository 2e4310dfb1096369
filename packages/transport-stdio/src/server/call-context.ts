import type { ExecutionContext, ToolHost } from '@kami/runtime';
import { isJsonObject } from '@kami/types';
import type { Server, ServerContext } from '@modelcontextprotocol/server';
import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  TRACEPARENT_META_KEY,
} from '@modelcontextprotocol/server';
import { readClientClaims } from './client-claims.ts';

/** The context of a call: who calls, what the client says of itself, and the trace that the request belongs to. */
export function createCallContext(
  host: ToolHost,
  principal: string,
  server: Server,
  { mcpReq }: ServerContext,
): ExecutionContext {
  const { _meta: meta } = mcpReq;
  const envelope: unknown = mcpReq.envelope;
  const declared = isJsonObject(envelope) ? envelope : {};
  const { claimedClient, features } = readClientClaims(
    declared[CLIENT_INFO_META_KEY] ?? server.getClientVersion(),
    declared[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities(),
    meta?.progressToken !== undefined,
  );
  const traceparent = meta?.[TRACEPARENT_META_KEY];
  const from = { client: features, ...(claimedClient !== undefined && { claimedClient }) };
  return host.context(principal, from, typeof traceparent === 'string' ? traceparent : undefined);
}
