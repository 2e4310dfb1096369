import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';

/** A bare HTTP server that hands each exchange to the code under test. */
export interface RawServer extends AsyncDisposable {
  readonly port: number;
  /** Opens a connection and sends these bytes. */
  send(bytes: string): Promise<Socket>;
}

/** Starts one on this machine. */
export async function serveRaw(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<RawServer> {
  const server = createServer(handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return {
    port: address.port,
    async send(bytes) {
      const socket = connect(address.port, '127.0.0.1').on('error', () => undefined);
      socket.write(bytes);
      await once(socket, 'connect');
      return socket;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** All that a connection sends until it is closed. */
export async function received(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('latin1').on('data', (part: string) => (text += part));
  await once(socket, 'close');
  return text;
}
