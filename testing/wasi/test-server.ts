import { createServer, type Server } from 'node:http';

/**
 * The server that guests ask: `/hello`, `/echo`, `/trailers`, `/sums` (tells body and trailers), `/cut` (ends too early),
 * `/begin` (begins and goes no further), `/wait` (never answers).
 */
export interface TestServer extends Disposable {
  /** `localhost:PORT`. */
  readonly authority: string;
  /** Resolves when `/hold`, which is never answered either, is asked for. */
  readonly holding: Promise<void>;
}

/** Starts the server on a free port. */
export async function startTestServer(): Promise<TestServer> {
  const holding = Promise.withResolvers<void>();
  const server: Server = createServer((request, response) => {
    switch (request.url) {
      case '/hello':
        response.writeHead(200, { 'x-answer': 'yes' }).end('hello');
        return;
      case '/echo':
        response.writeHead(201);
        request.pipe(response);
        return;
      case '/trailers':
        response.writeHead(200, { trailer: 'x-sum' });
        response.write('body');
        response.addTrailers({ 'x-sum': '4' });
        response.end();
        return;
      case '/sums': {
        let text = '';
        request.on('data', (part: Buffer) => (text = (text + part.toString()).slice(0, 100)));
        request.on('end', () => response.end(`${text} x-sum=${request.trailers['x-sum']}`));
        return;
      }
      case '/begin':
        response.write('begin');
        return;
      case '/cut':
        response.writeHead(200, { 'content-length': '10' });
        response.write('half', () => response.destroy());
        return;
      case '/hold':
        holding.resolve();
        return;
      case '/wait':
        return;
      default:
        response.writeHead(404).end();
    }
  });
  const { promise, resolve } = Promise.withResolvers<undefined>();
  server.listen(0, 'localhost', () => {
    resolve(undefined);
  });
  await promise;
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the test server has no port');
  return {
    authority: `localhost:${address.port}`,
    holding: holding.promise,
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
