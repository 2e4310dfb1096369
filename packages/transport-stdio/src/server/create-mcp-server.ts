import type { McpCallResult } from '@kami/protocol';
import type { ToolHost } from '@kami/runtime';
import { isJsonObject } from '@kami/types';
import { Server } from '@modelcontextprotocol/server';
import { createCallContext } from './call-context.ts';
import { createCallObserver } from './call-observer.ts';
import { callTool } from './call-tool.ts';
import { guardDefects } from './guard-defects.ts';
import { listTools } from './list-tools.ts';
import { DEFAULT_PAGE_SIZE } from './page-cursor.ts';
import { toSdkResult } from './sdk-values.ts';

/** What a server says of itself. */
export interface ServerInfo {
  readonly name: string;
  readonly version: string;
  readonly title?: string;
  /** How to use the tools, for the model. */
  readonly instructions?: string;
}

/** What a server is made of. */
export interface McpServerParts {
  readonly host: ToolHost;
  readonly info: ServerInfo;
  /** Who calls over this connection: `stdio` or `token:<id>`. */
  readonly principal: string;
  /** Most items in a page of a list. */
  readonly pageSize?: number;
  /** Told what went wrong out of band. */
  readonly onError: (error: unknown) => void;
  /** Told of each call, to wait for at the end. */
  readonly track: <T>(call: Promise<T>) => Promise<T>;
}

/** How long a client may keep a list without asking again. Changes are told at once to who listens. */
const LIST_TTL_MS = 5000;

/** Makes the server of one connection, for either era: `tools/list` and `tools/call` over a tool host. */
export function createMcpServer(parts: McpServerParts): Server {
  const { host, info, principal, onError, track, pageSize = DEFAULT_PAGE_SIZE } = parts;
  const { instructions, ...implementation } = info;
  const hint = { ttlMs: LIST_TTL_MS, cacheScope: 'private' } as const;
  const server = new Server(implementation, {
    capabilities: { tools: { listChanged: true }, logging: {} },
    ...(instructions !== undefined && { instructions }),
    cacheHints: { 'tools/list': hint, 'server/discover': hint },
  });
  server.onerror = onError;

  server.setRequestHandler('tools/list', async ({ params }) => {
    const page = { principal, cursor: params?.cursor, pageSize, onError };
    return { ...(await guardDefects(() => listTools(host, page), onError)) };
  });

  server.setRequestHandler('tools/call', async ({ params }, ctx) => {
    const args = params.arguments ?? {};
    const call = (): Promise<McpCallResult> =>
      callTool(host, {
        name: params.name,
        args: isJsonObject(args) ? args : {},
        context: createCallContext(host, principal, server, ctx),
        signal: ctx.mcpReq.signal,
        observer: createCallObserver(ctx, params.name, onError),
      });
    return toSdkResult(await track(guardDefects(call, onError)));
  });
  return server;
}
