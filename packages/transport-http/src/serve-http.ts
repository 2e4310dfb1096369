/**
 * Threat: whoever can reach the port, a web page in a browser on this machine among them, clients that send slowly,
 * without end or nothing, and other users of this machine. Rule: only known hosts and origins are answered, nothing but
 * two health answers without a token, and everything that a client sends or holds has a bound in size, time and number.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { createRunningWork } from '@kami/transport-stdio/server';
import { ok, type KamiError, type Result } from '@kami/types';
import type { AccessPorts } from './access/authenticate.ts';
import { createTokenClients, type WatchParts } from './client/token-clients.ts';
import { sourceProblem, LOOPBACK_HOSTS } from './exchange/check-source.ts';
import { serveEndpoint } from './exchange/endpoint.ts';
import { sendHealth } from './exchange/health.ts';
import { sendRefusal } from './exchange/refusal.ts';
import { refuseUnread } from './exchange/refuse-unread.ts';
import { boundConnections } from './idle-connections.ts';
import { formatAddress, listen, type ListenAddress } from './listen.ts';

/** Bounds of connections. */
export interface ConnectionBounds {
  readonly maxConnections: number;
  /** Milliseconds for the header of a request: against clients that send it byte by byte. */
  readonly headersTimeoutMs: number;
  /** Milliseconds for a whole request. */
  readonly requestTimeoutMs: number;
  /** Bytes of one message. */
  readonly maxMessageBytes: number;
}

/** What `serveHttp` needs. */
export interface ServeHttpOptions extends Omit<WatchParts, 'tokens'> {
  readonly address: ListenAddress;
  /** Names beside those of this machine that clients reach KAMI by, in lower case. */
  readonly allowedHosts: readonly string[];
  readonly tokens: AccessPorts['tokens'] & WatchParts['tokens'];
  readonly connections: ConnectionBounds;
}

/** A server that listens. Disposing ends every connection, and cancels what is under way. */
export interface HttpService extends AsyncDisposable {
  /** Where the protocol is served. */
  readonly url: string;
  readonly port: number;
  /** From now on `/readyz` says that no new work is to be sent here. */
  startDraining(): void;
  /** Resolves when every answer that is due is sent, or after `withinMs`. */
  answered(withinMs: number): Promise<void>;
}

/** Milliseconds between two looks for clients that take too long to send. */
const CHECK_MS = 1000;
/** Bytes of a request's header section: a token and the protocol's own fields need less than 1 KiB. */
const MAX_HEADER_BYTES = 16_384;

/**
 * Serves MCP over Streamable HTTP, in both eras, at `/mcp`; `/healthz` and `/readyz` for supervisors; nothing else.
 * Errors: `KAMI_NETWORK_FAILED` when the address cannot be listened on.
 */
export async function serveHttp(options: ServeHttpOptions): Promise<Result<HttpService, KamiError>> {
  const { connections, allowedHosts, address, clock, onError } = options;
  const clients = createTokenClients(options);
  const hosts = new Set([...LOOPBACK_HOSTS, ...allowedHosts]);
  const due = createRunningWork();
  const { maxMessageBytes } = connections;
  const endpoint = { access: { tokens: options.tokens, clock }, clients, due, maxMessageBytes, onError };
  let draining = false;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const problem = sourceProblem(request.headersDistinct, hosts);
    if (problem !== undefined) return refuseUnread(request, response, { status: 403, message: problem });
    if (draining) response.setHeader('Connection', 'close');
    const [path] = (request.url ?? '').split('?', 1);
    if (path === '/mcp') return serveEndpoint(endpoint, request, response);
    if (path === '/healthz') return sendHealth(response, 200);
    if (path === '/readyz') return sendHealth(response, draining ? 503 : 200);
    return refuseUnread(request, response, { status: 404, message: 'MCP is served at /mcp' });
  };
  const server = createServer(
    {
      headersTimeout: connections.headersTimeoutMs,
      requestTimeout: connections.requestTimeoutMs,
      connectionsCheckingInterval: CHECK_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      requireHostHeader: false,
    },
    (request, response) => {
      response.on('error', onError);
      const defect = (error: unknown): void => {
        onError(error);
        sendRefusal(
          response,
          { status: 500, message: 'KAMI_INTERNAL: an internal error happened; the log has it' },
          false,
        );
      };
      answer(request, response).catch(defect);
    },
  );
  boundConnections(server, connections.maxConnections);
  const port = await listen(server, address);
  if (!port.ok) {
    await clients[Symbol.asyncDispose]();
    return port;
  }
  server.on('error', onError);
  return ok({
    url: `http://${formatAddress({ host: address.host, port: port.value })}/mcp`,
    port: port.value,
    startDraining: () => (draining = true),
    answered: async (withinMs) => Promise.race([due.settled(), delay(withinMs, undefined, { ref: false })]),
    async [Symbol.asyncDispose]() {
      server.close();
      await clients[Symbol.asyncDispose]();
      server.closeAllConnections();
    },
  });
}
