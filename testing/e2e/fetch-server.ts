import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A server that shows what a client does with the connection. */
export interface FetchServer extends Disposable {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Resolves with the bytes that were sent of `/endless` when its client has gone. */
  readonly endless: Promise<number>;
  /** Resolves when the client of `/never` has gone. */
  readonly gaveUp: Promise<void>;
}

/**
 * Starts it: `/together/N` answers N requests when all have come, `/show` tells what it was sent, `/echo` sends back while
 * it reads, `/large` has 8 MB, `/endless` never ends, `/never` does not answer, `/cut` ends too early, `/trailers` has some.
 */
export async function startFetchServer(): Promise<FetchServer> {
  const endless = Promise.withResolvers<number>();
  const gaveUp = Promise.withResolvers<void>();
  const waiting: ServerResponse[] = [];

  const answers: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>> = {
    together: (request, response) => {
      waiting.push(response);
      if (waiting.length < Number(request.url?.split('/')[2])) return;
      for (const [index, one] of waiting.splice(0).entries()) one.end(`answer ${index}`);
    },
    show: (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts);
        const text = body.length > 100 ? String(body.length) : body.toString('latin1');
        const { headers, method } = request;
        response.end(
          JSON.stringify({ method, type: headers['content-type'], asked: headers['x-asked'], text }),
        );
      });
    },
    echo: (request, response) => {
      response.flushHeaders();
      request.pipe(response);
    },
    large: (_request, response) => response.end(Buffer.alloc(8_000_000, 'x')),
    endless: (_request, response) => {
      let sent = 0;
      const write = (): void => {
        do sent += 65_536;
        while (response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', write);
      response.on('close', () => endless.resolve(sent));
      write();
    },
    never: (request) => void request.socket.once('close', () => gaveUp.resolve()),
    cut: (_request, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('half', () => response.destroy());
    },
    trailers: (_request, response) => {
      response.writeHead(200, { trailer: 'x-sum' }).write('body');
      response.addTrailers({ 'X-Sum': '4' });
      response.end();
    },
  };
  const server = createServer((request, response) => {
    answers[request.url?.split('/')[1] ?? '']?.(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    endless: endless.promise,
    gaveUp: gaveUp.promise,
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
