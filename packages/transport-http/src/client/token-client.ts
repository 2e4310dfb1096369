import type { AccessToken } from '@kami/registry';
import type { JsonRpcMessage } from '@kami/protocol';
import { limitToolHost, type ToolHost } from '@kami/runtime';
import {
  createClientDialogues,
  createMcpServer,
  createResourceSubscriptions,
  createRunningWork,
  followChanges,
  type McpServerParts,
  type ServerInfo,
} from '@kami/transport-stdio/server';
import { createMcpHandler, isLegacyRequest } from '@modelcontextprotocol/server';
import { createRequestBudget, type BudgetBounds, type RequestBudget } from '../access/request-budget.ts';
import { createLegacySessions, type SessionBounds } from '../session/legacy-sessions.ts';

/** What all clients share. */
export interface ClientParts {
  readonly host: ToolHost;
  readonly info: ServerInfo;
  /** Most items in a page of a list. */
  readonly pageSize?: number;
  readonly bounds: BudgetBounds & SessionBounds;
  readonly onError: (error: unknown) => void;
  /** Milliseconds of a clock that never goes back. */
  readonly nowMs: () => number;
}

/** Everything that the holder of one token has: its sessions, subscriptions, calls and budget. */
export interface TokenClient {
  readonly token: AccessToken;
  readonly budget: RequestBudget;
  /** Whether it was ended: what it still gives is not to be sent. */
  readonly ended: boolean;
  /** Answers a request in its era; `message` is what a POST carries. */
  handle(request: Request, message: JsonRpcMessage | undefined): Promise<Response>;
  /** Ends sessions that were idle for too long. */
  sweep(): void;
  /** Ends its streams and sessions, cancels its calls and waits for them. */
  close(): Promise<void>;
}

/** Makes what the holder of a token has. */
export function createTokenClient(
  token: AccessToken,
  { host, info, pageSize, bounds, onError, nowMs }: ClientParts,
): TokenClient {
  const running = createRunningWork();
  const shown = limitToolHost(host, token.tools);
  const principal = `token:${token.id}`;
  const dialogues = createClientDialogues(principal);
  const parts: McpServerParts = {
    host: shown,
    info,
    pageSize,
    principal,
    onError,
    track: running.track,
    subscriptions: createResourceSubscriptions('modern'),
    dialogues,
  };
  const modern = createMcpHandler(() => createMcpServer(parts), {
    legacy: 'reject',
    onerror: onError,
    maxSubscriptions: bounds.concurrent,
  });
  const legacy = createLegacySessions(parts, bounds, nowMs);
  const changes = followChanges(parts, modern.notify);
  let ended = false;
  return {
    token,
    budget: createRequestBudget(bounds, nowMs),
    get ended() {
      return ended;
    },
    async handle(request, message) {
      return (await isLegacyRequest(request, message))
        ? legacy.handle(request, message)
        : modern.fetch(request, { parsedBody: message });
    },
    sweep: () => legacy.sweep(),
    async close() {
      ended = true;
      changes[Symbol.dispose]();
      dialogues[Symbol.dispose]();
      await Promise.all([modern.close(), legacy.close()]);
      await running.settled();
    },
  };
}
