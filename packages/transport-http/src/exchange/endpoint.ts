import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseJsonRpcLine, type JsonRpcMessage } from '@kami/protocol';
import { err, ok, type Result } from '@kami/types';
import type { RunningWork } from '@kami/transport-stdio/server';
import { isJsonContentType } from '@modelcontextprotocol/server';
import { authenticate, type AccessPorts } from '../access/authenticate.ts';
import type { TokenClient } from '../client/token-client.ts';
import type { TokenClients } from '../client/token-clients.ts';
import { readBody } from './read-body.ts';
import { tooMany, sendRefusal, type Refusal } from './refusal.ts';
import { refuseUnread } from './refuse-unread.ts';
import { sendResponse } from './send-response.ts';
import { toWebRequest } from './web-request.ts';

/** What the endpoint of the protocol needs. */
export interface EndpointParts {
  readonly access: AccessPorts;
  readonly clients: TokenClients;
  /** Answers that an end has to wait for; streams, which have none, are not among them. */
  readonly due: RunningWork;
  readonly maxMessageBytes: number;
  readonly onError: (error: unknown) => void;
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'DELETE']);

/** Answers one request to the endpoint of the protocol: token, budget, body, then the protocol itself. */
export async function serveEndpoint(
  parts: EndpointParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? '';
  if (!METHODS.has(method)) return refuseUnread(request, response, NOT_ALLOWED);
  const token = await authenticate(parts.access, request.headers.authorization);
  if (!token.ok) {
    if (token.error.kind === 'unknown') parts.onError(token.error.error);
    return refuseUnread(request, response, ACCESS_REFUSALS[token.error.kind]);
  }
  // A store that is busy answers late. Nothing would tell what is begun for a client that has gone that it is to end.
  if (response.destroyed) return;
  const client = parts.clients.of(token.value);
  const empty = client.budget.spend();
  if (empty !== undefined)
    return refuseUnread(request, response, tooMany('this token sends too many requests', empty.waitMs));
  const message = method === 'POST' ? await readMessage(request, parts.maxMessageBytes) : ok(undefined);
  if (!message.ok) {
    const { error } = message;
    if (error.status === 413 || error.status === 415) return refuseUnread(request, response, error);
    return sendRefusal(response, error, error.status === 400);
  }
  // A body may take long to come: the token may hold no more when it is there.
  if (client.ended) return sendRefusal(response, ACCESS_REFUSALS.invalid, true);
  using place = client.budget.enter();
  // What ends something goes through when all places are taken, too.
  if (place === undefined && (method === 'GET' || isRequest(message.value)))
    return sendRefusal(response, tooMany('too many requests of this token are under way', 1000), true);
  const answered = answerMessage(client, message.value, request, response);
  await (isStream(method, message.value) ? answered : parts.due.track(answered));
}

async function answerMessage(
  client: TokenClient,
  message: JsonRpcMessage | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = await client.handle(toWebRequest(request, response), message);
  if (client.ended) return sendRefusal(response, ACCESS_REFUSALS.invalid, true);
  await sendResponse(answer, response);
}

async function readMessage(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Result<JsonRpcMessage, Refusal>> {
  if (!isJsonContentType(request.headers['content-type']))
    return err({ status: 415, message: 'Content-Type must be application/json' });
  const body = await readBody(request, maxBytes);
  if (!body.ok)
    return err(
      body.error === 'too-large'
        ? { status: 413, message: `a message has at most ${maxBytes} bytes` }
        : { status: 408, message: 'the request did not arrive whole' },
    );
  const message = parseJsonRpcLine(body.value, maxBytes);
  if (message.ok) return message;
  const { code, message: text, id } = message.error;
  return err({ status: 400, message: text, code, id });
}

function isStream(method: string, message: JsonRpcMessage | undefined): boolean {
  if (method === 'GET') return true;
  return message !== undefined && 'method' in message && message.method === 'subscriptions/listen';
}

function isRequest(message: JsonRpcMessage | undefined): boolean {
  return message !== undefined && 'method' in message && 'id' in message;
}

const NOT_ALLOWED: Refusal = {
  status: 405,
  message: 'the methods are GET, POST and DELETE',
  headers: { Allow: 'GET, POST, DELETE' },
};

/** RFC 6750, section 3: no error where nothing was presented. */
const ACCESS_REFUSALS = {
  missing: {
    status: 401,
    message: 'a token is needed; the operator makes one with: kami token create',
    headers: { 'WWW-Authenticate': 'Bearer realm="kami"' },
  },
  invalid: {
    status: 401,
    message: 'the token is unknown, expired or revoked',
    headers: { 'WWW-Authenticate': 'Bearer realm="kami", error="invalid_token"' },
  },
  unknown: {
    status: 503,
    message: 'KAMI cannot look the token up; its log has the reason',
    headers: { 'Retry-After': '1' },
  },
} as const satisfies Readonly<Record<string, Refusal>>;
