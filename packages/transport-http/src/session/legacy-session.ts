import { randomBytes } from 'node:crypto';
import { JSON_RPC_CODES, type JsonRpcMessage } from '@kami/protocol';
import {
  announceChanges,
  createMcpServer,
  createRequestGate,
  createResourceSubscriptions,
  toLegacyError,
  type McpServerParts,
} from '@kami/transport-stdio/server';
import { WebStandardStreamableHTTPServerTransport, type JSONRPCMessage } from '@modelcontextprotocol/server';
import { createEventHistory } from './event-history.ts';

/** A session of a client of the revisions 2025-03-26 to 2025-11-25. */
export interface LegacySession {
  /** Empty until the client has initialized. */
  readonly id: string;
  /** Answers a request of this session; `message` is what a POST carries. */
  handle(request: Request, message: JsonRpcMessage | undefined): Promise<Response>;
  close(): Promise<void>;
}

/** Answered to a request for a session that is not there (MCP 2025-11-25, Session Management). */
export const SESSION_NOT_FOUND = -32_001;

/** Opens a session, whose id is 256 random bits. `onEnd` is told once when it ends, whoever ends it. */
export async function openLegacySession(parts: McpServerParts, onEnd: () => void): Promise<LegacySession> {
  const gate = createRequestGate();
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: () => randomBytes(32).toString('base64url'),
    eventStore: createEventHistory(),
  });
  transport.onclose = onEnd;
  const send = transport.send.bind(transport);
  transport.send = async (message: JSONRPCMessage, options): Promise<void> => {
    gate.settle(message);
    return send(toLegacyError(message), options);
  };
  const ofSession: McpServerParts = { ...parts, subscriptions: createResourceSubscriptions('legacy') };
  const server = await createMcpServer(ofSession);
  await server.connect(transport);
  announceChanges(server, ofSession, false);

  return {
    get id() {
      return transport.sessionId ?? '';
    },
    async handle(request, message) {
      const rejection = message === undefined ? undefined : gate.admit(message);
      if (rejection !== undefined) {
        const { code, message: text, id } = rejection;
        return Response.json({ jsonrpc: '2.0', id, error: { code, message: text } }, { status: 400 });
      }
      const answer = await transport.handleRequest(
        request,
        message === undefined ? {} : { parsedBody: message },
      );
      const withdrawn = cancelledRequest(message);
      if (withdrawn !== undefined) await endStream(transport, withdrawn);
      return answer;
    },
    close: async () => server.close(),
  };
}

/** The id of the request that a message withdraws. */
function cancelledRequest(message: JsonRpcMessage | undefined): string | number | undefined {
  if (message === undefined || !('method' in message)) return undefined;
  if (message.method !== 'notifications/cancelled') return undefined;
  const id = message.params?.['requestId'];
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}

/**
 * A cancelled request has no answer, and its stream would stand open for ever: the stream is ended, and the answer that
 * frees the rest is kept for a client that comes back for it only.
 */
async function endStream(
  transport: WebStandardStreamableHTTPServerTransport,
  id: string | number,
): Promise<void> {
  transport.closeSSEStream(id);
  const error = { code: JSON_RPC_CODES.invalidRequest, message: 'the request was cancelled' };
  // Nothing is under way by this id when the answer was first.
  await transport.send({ jsonrpc: '2.0', id, error }).catch(() => undefined);
}
