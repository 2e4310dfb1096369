import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';

import type { KeyPair } from './certificates.ts';

/** A request as a server saw it. */
export interface SeenRequest {
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
  /** A number of its own for each connection. */
  readonly connection: number;
}

/** A server on loopback that writes down what reaches it. */
export interface LoopbackServer extends AsyncDisposable {
  readonly port: number;
  /** What came since the last `forget`. */
  readonly requests: readonly SeenRequest[];
  /** Connections that came since the last `forget`, silent ones too. */
  readonly connections: number;
  /** Connections that are open. */
  readonly open: number;
  forget(): void;
}

/** Serves HTTP on 127.0.0.1, or HTTPS where a key pair is given. */
export async function serveLoopback(listener: RequestListener, pair?: KeyPair): Promise<LoopbackServer> {
  let requests: SeenRequest[] = [];
  let connections = 0;
  let total = 0;
  const sockets = new Map<Socket, number>();
  const numbers = new WeakMap<object, number>();
  const listen: RequestListener = (request, response) => {
    const connection = numbers.get(request.socket) ?? 0;
    requests.push({ line: `${request.method} ${request.url}`, headers: request.headers, connection });
    listener(request, response);
  };
  const server: Server = pair === undefined ? createServer(listen) : createTlsServer({ ...pair }, listen);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    total += 1;
    sockets.set(socket, total);
    numbers.set(socket, total);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  });
  server.on('secureConnection', (socket: object) => numbers.set(socket, total));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    get requests() {
      return requests;
    },
    get connections() {
      return connections;
    },
    get open() {
      return sockets.size;
    },
    forget() {
      requests = [];
      connections = 0;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.keys()) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The port that a server listens on. */
export function portOf(server: { address(): string | { readonly port: number } | null }): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen');
  return address.port;
}
