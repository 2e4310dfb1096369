import { describe, expect, it } from 'vitest';
import { refuseUnread } from '../../src/exchange/refuse-unread.ts';
import { received, serveRaw } from './serve-raw.ts';

const refusal = { status: 401, message: 'a token is needed' } as const;
const post = (headers: string): string => `POST / HTTP/1.1\r\nHost: x\r\n${headers}\r\n\r\n`;

describe('refuseUnread', () => {
  it('answers when a small body has come, and closes the connection with nothing unread', async () => {
    const arrived = Promise.withResolvers<void>();
    let isRead = false;
    await using server = await serveRaw((request, response) => {
      arrived.resolve();
      response.once('finish', () => (isRead = request.readableEnded));
      refuseUnread(request, response, refusal).catch(() => undefined);
    });
    const socket = await server.send(post('Content-Length: 4'));
    await arrived.promise;
    socket.write('1234');
    expect(await received(socket)).toMatch(/^HTTP\/1.1 401 [^]*Connection: close[^]*a token is needed/);
    expect(isRead).toBe(true);
  });

  it.each(['Content-Length: 65537', 'Transfer-Encoding: chunked'])(
    'answers at once and closes the connection where the body is %s',
    async (header) => {
      await using server = await serveRaw((request, response) => {
        refuseUnread(request, response, refusal).catch(() => undefined);
      });
      const answer = await received(await server.send(post(header)));
      expect(answer).toMatch(/^HTTP\/1.1 401 [^]*Connection: close[^]*a token is needed/);
    },
  );

  it('answers and closes the connection where a small body does not come in time', async () => {
    await using server = await serveRaw((request, response) => {
      refuseUnread(request, response, refusal, 1).catch(() => undefined);
    });
    const answer = await received(await server.send(post('Content-Length: 4')));
    expect(answer).toMatch(/^HTTP\/1.1 401 [^]*Connection: close[^]*a token is needed/);
  });

  it('says nothing to a client that has gone already', async () => {
    const done = Promise.withResolvers<boolean>();
    await using server = await serveRaw((request, response) => {
      response.once('close', () => {
        refuseUnread(request, response, refusal).then(() => done.resolve(response.headersSent), done.reject);
      });
      request.socket.destroy();
    });
    await server.send(post('Content-Length: 4'));
    expect(await done.promise).toBe(false);
  });

  it('says nothing to a client that goes before its body has come', async () => {
    const done = Promise.withResolvers<boolean>();
    await using server = await serveRaw((request, response) => {
      refuseUnread(request, response, refusal).then(() => done.resolve(response.headersSent), done.reject);
    });
    const socket = await server.send(post('Content-Length: 4'));
    socket.destroy();
    expect(await done.promise).toBe(false);
  });
});
