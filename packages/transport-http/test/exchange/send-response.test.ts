import { describe, expect, it } from 'vitest';
import { sendResponse } from '../../src/exchange/send-response.ts';
import { received, serveRaw } from './serve-raw.ts';

const GET = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';

describe('sendResponse', () => {
  it('sends status, headers and body; how long it may be kept is not the answer’s to say', async () => {
    await using server = await serveRaw((_request, response) => {
      const headers = { 'content-type': 'text/plain', 'cache-control': 'public', connection: 'keep-alive' };
      sendResponse(new Response('hello', { status: 202, headers }), response).catch(() => undefined);
    });
    const text = await received(await server.send(GET));
    expect(text).toMatch(/^HTTP\/1.1 202 /u);
    expect(text).toContain('hello');
    expect(text.match(/cache-control: .*/giu)).toEqual(['Cache-Control: no-store']);
    expect(text).not.toMatch(/keep-alive/iu);
  });

  it('cuts off an answer whose source breaks, so that it does not look whole', async () => {
    await using server = await serveRaw((_request, response) => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(Buffer.from('part')),
        pull: (controller) => controller.error(new Error('broken')),
      });
      sendResponse(new Response(body), response).catch(() => undefined);
    });
    const text = await received(await server.send(GET));
    expect(text).not.toContain('\r\n0\r\n\r\n');
  });

  it('takes no more from its source than the client reads, and ends a client that does not', async () => {
    const { promise: sent, resolve: tellSent } = Promise.withResolvers<void>();
    const { promise: cancelled, resolve: tellCancelled } = Promise.withResolvers<void>();
    let pulled = 0;
    await using server = await serveRaw((_request, response) => {
      const body = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            pulled += 1;
            controller.enqueue(new Uint8Array(1024 * 1024));
          },
          cancel: () => tellCancelled(),
        },
        { highWaterMark: 0 },
      );
      sendResponse(new Response(body), response, 200).then(tellSent, tellSent);
    });
    const socket = await server.send(GET);
    await Promise.all([sent, cancelled]);
    expect(pulled).toBeLessThan(64);
    socket.destroy();
  });

  it('tells its source when the client goes', async () => {
    const { promise: cancelled, resolve: tellCancelled } = Promise.withResolvers<void>();
    await using server = await serveRaw((_request, response) => {
      const body = new ReadableStream<Uint8Array>({ cancel: () => tellCancelled() });
      sendResponse(new Response(body), response).catch(() => undefined);
    });
    const socket = await server.send(GET);
    await new Promise((resolve) => socket.once('data', resolve));
    socket.destroy();
    await cancelled;
  });
});
