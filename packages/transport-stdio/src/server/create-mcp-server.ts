import type { McpCallResult } from '@kami/protocol';
import type { ToolHost } from '@kami/runtime';
import { isJsonObject } from '@kami/types';
import { Server } from '@modelcontextprotocol/server';
import type { ClientDialogues } from '../asking/client-dialogues.ts';
import { createCallContext } from './call-context.ts';
import { createCallObserver } from './call-observer.ts';
import { callTool } from './call-tool.ts';
import { guardDefects } from './guard-defects.ts';
import { listTools } from './list-tools.ts';
import { describeTools } from './describe-tools.ts';
import type { ResourceSubscriptions } from './resource-subscriptions.ts';
import { toSdkResult, toSdkTool } from './sdk-values.ts';
import { serveCompletion } from './serve-completion.ts';
import { servePrompts } from './serve-prompts.ts';
import { serveResources } from './serve-resources.ts';

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
  readonly pageSize?: number | undefined;
  /** Told what went wrong out of band. */
  readonly onError: (error: unknown) => void;
  /** Told of each call, to wait for at the end. */
  readonly track: <T>(call: Promise<T>) => Promise<T>;
  /** What the client wants to be told of, where its era says so by requests. */
  readonly subscriptions: ResourceSubscriptions;
  /** What takes several requests of this client. */
  readonly dialogues: ClientDialogues;
}

/** How long a client may keep a list without asking again. Changes are told at once to who listens. */
const LIST_TTL_MS = 5000;

/** Makes the server of one connection, for either era, over a tool host; its instructions name the tools of the client. */
export async function createMcpServer(parts: McpServerParts): Promise<Server> {
  const { host, info, principal, onError, track, pageSize } = parts;
  const { instructions: general, ...implementation } = info;
  const instructions = await describeTools(host, principal, general);
  const hint = { ttlMs: LIST_TTL_MS, cacheScope: 'private' } as const;
  const server = new Server(implementation, {
    capabilities: {
      tools: { listChanged: true },
      resources: { listChanged: true, subscribe: true },
      prompts: { listChanged: true },
      completions: {},
      logging: {},
    },
    ...(instructions !== undefined && { instructions }),
    cacheHints: {
      'tools/list': hint,
      'server/discover': hint,
      'resources/list': hint,
      'resources/templates/list': hint,
      'prompts/list': hint,
      'resources/read': { ttlMs: 0, cacheScope: 'private' },
    },
  });
  server.onerror = onError;

  server.setRequestHandler('tools/list', async ({ params }) => {
    const page = { principal, cursor: params?.cursor, pageSize, onError };
    const { tools, ...more } = await guardDefects(() => listTools(host, page), onError);
    return { tools: tools.map(toSdkTool), ...more };
  });

  server.setRequestHandler('tools/call', async ({ params: { name, arguments: given = {} } }, ctx) => {
    const args = isJsonObject(given) ? given : {};
    return parts.dialogues.tools.hold(server, ctx, { name, args }, async ({ asker, signal, request }) => {
      const context = createCallContext(host, principal, server, ctx);
      const observer = createCallObserver(request, name, onError);
      const call = (): Promise<McpCallResult> =>
        callTool(host, { name, args, context, signal, asker, observer });
      return toSdkResult(await track(guardDefects(call, onError)));
    });
  });
  serveResources(server, parts);
  servePrompts(server, parts);
  serveCompletion(server, parts);
  return server;
}
