import { describe, expect, it } from 'vitest';
import { toWebRequest } from '../../src/exchange/web-request.ts';
import { received, serveRaw } from './serve-raw.ts';

describe('toWebRequest', () => {
  it('passes on what the protocol reads, and neither token nor host', async () => {
    const requests: Request[] = [];
    await using server = await serveRaw((request, response) => {
      requests.push(toWebRequest(request, response));
      response.end();
    });
    const lines = [
      'Host: evil.example',
      'Authorization: Bearer secret',
      'Cookie: a=b',
      'Accept: application/json',
      'Accept: text/event-stream',
      'Mcp-Session-Id: one',
      'Mcp-Param-Region: two',
      'Last-Event-ID: 3',
      'X-Forwarded-For: 127.0.0.1',
      'Connection: close',
    ];
    await received(await server.send(`DELETE /mcp?x HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`));
    const [request] = requests;
    expect(request?.method).toBe('DELETE');
    expect(request?.url).toBe('http://localhost/mcp');
    expect(Object.fromEntries(request?.headers ?? [])).toEqual({
      accept: 'application/json, text/event-stream',
      'last-event-id': '3',
      'mcp-param-region': 'two',
      'mcp-session-id': 'one',
    });
  });

  it('has a signal that fires when the client goes', async () => {
    const { promise, resolve } = Promise.withResolvers<Request>();
    await using server = await serveRaw((request, response) => resolve(toWebRequest(request, response)));
    const socket = await server.send('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const { signal } = await promise;
    expect(signal.aborted).toBe(false);
    const fired = new Promise((tell) => signal.addEventListener('abort', tell));
    socket.destroy();
    await fired;
  });
});
