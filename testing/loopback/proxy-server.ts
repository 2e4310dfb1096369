import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';

import { portOf } from './http-server.ts';

/** A proxy on loopback that plays the internet: every tunnel ends at one server. */
export interface ProxyServer extends AsyncDisposable {
  readonly port: number;
  /** What it was asked to connect to; other requests as `METHOD TARGET`. */
  readonly asked: readonly string[];
  forget(): void;
}

/** Serves a proxy whose tunnels end at `port` of 127.0.0.1; it answers `status` to who asks for one. */
export async function serveProxy(port: number, status = 200): Promise<ProxyServer> {
  let asked: string[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(502).end();
  });
  server.on('connection', keep);
  server.on('connect', (request, socket: Socket) => {
    asked.push(request.url ?? '');
    socket.write(`HTTP/1.1 ${status} x\r\n\r\n`);
    if (status !== 200) return socket.end();
    const other = connect(port, '127.0.0.1');
    keep(other);
    other.on('close', () => socket.destroy());
    socket.on('close', () => other.destroy());
    return socket.pipe(other).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    get asked() {
      return asked;
    },
    forget() {
      asked = [];
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
