import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { endpointHeaders, modernRequest, openRawSession } from './http-messages.ts';
import { createTestToken, startHttpServer, type HttpServer, type TestToken } from './http-server.ts';
import { makeTestHome } from './kami.ts';
import { openSocket, sendBytes, sendRaw, untilClosed } from './raw-http.ts';

const home = makeTestHome();
let server: HttpServer;
let token: string;

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
  ({ token } = await createTestToken(home));
  server = await startHttpServer(home, {
    KAMI_SERVE_MAX_MESSAGE_KB: '64',
    KAMI_HTTP_HEADERS_TIMEOUT_MS: '500',
    KAMI_HTTP_REQUEST_TIMEOUT_MS: '1000',
    KAMI_HTTP_MAX_CONNECTIONS: '40',
    KAMI_HTTP_MAX_CONCURRENT: '4',
    KAMI_HTTP_REQUESTS_PER_SECOND: '1',
    KAMI_HTTP_BURST: '30',
  });
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

/** The server lives on and serves others. */
const expectAlive = async (): Promise<void> => {
  const other = await createTestToken(home);
  expect(await sendRaw(server.port, modernRequest(other.token, 'tools/list'))).toMatchObject({ status: 200 });
};
const fresh = async (): Promise<TestToken> => createTestToken(home);
const head = (lines: readonly string[]): string =>
  `POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;

describe('a body', () => {
  it('over the bound is refused by what it says of itself, before it is sent', async () => {
    expect(await sendBytes(server.port, head(['Content-Length: 100000000000']))).toMatch(/^HTTP\/1.1 413 /u);
  });

  it('over the bound in chunks is refused while it comes, and nothing of it is kept', async () => {
    const chunk = `4000\r\n${'x'.repeat(16_384)}\r\n`;
    const answer = await sendBytes(server.port, head(['Transfer-Encoding: chunked']) + chunk.repeat(5));
    expect(answer).toMatch(/^HTTP\/1.1 413 /u);
    expect(answer).toContain('a message has at most 65536 bytes');
    await expectAlive();
  });

  it.each([
    ['{', -32_700],
    ['', -32_700],
    ['[]', -32_600],
    ['[{"jsonrpc":"2.0","id":1,"method":"ping"}]', -32_600],
    ['{"jsonrpc":"2.0","id":null,"method":"ping"}', -32_600],
    ['{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}', -32_600],
    [
      `{"jsonrpc":"2.0","id":1,"method":"ping","params":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`,
      -32_600,
    ],
    ['"\ud800"', -32_600],
    ['null', -32_600],
  ])('that is no message (%#) is refused with an error of JSON-RPC', async (body, code) => {
    const answer = await sendRaw(server.port, { headers: endpointHeaders((await fresh()).token), body });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ jsonrpc: '2.0', id: null, error: { code } });
  });

  it('of another type than JSON is refused', async () => {
    const headers = { ...endpointHeaders((await fresh()).token), 'content-type': 'text/plain' };
    expect(await sendRaw(server.port, { headers, body: '{}' })).toMatchObject({ status: 415 });
  });

  it('with two lengths, or a length and chunks, is refused', async () => {
    const smuggled = '0\r\n\r\nGET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n';
    for (const lines of [
      ['Content-Length: 4', 'Content-Length: 5'],
      ['Content-Length: 4', 'Transfer-Encoding: chunked'],
    ]) {
      const answer = await sendBytes(server.port, head(lines) + smuggled);
      expect(answer).toMatch(/^HTTP\/1.1 400 /u);
      expect(answer.match(/HTTP\/1.1/gu)).toHaveLength(1);
    }
  });
});

describe('a client that is slow', () => {
  it('with its header is cut off', async () => {
    const answer = await sendBytes(server.port, 'POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
    expect(answer).toMatch(/^HTTP\/1.1 408 /u);
  });

  it('with its body is cut off', async () => {
    const answer = await sendBytes(server.port, `${head(['Content-Length: 1000'])}{"jsonrpc"`);
    expect(answer).toMatch(/^HTTP\/1.1 408 /u);
    await expectAlive();
  });

  it('many times over keeps nobody else out for longer than that', async () => {
    const sockets = await Promise.all(Array.from({ length: 60 }, async () => openSocket(server.port)));
    // Those over the bound of connections are reset.
    const ended = sockets.map((socket) => untilClosed(socket.resume()));
    for (const socket of sockets) socket.write('GET /mcp HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
    await Promise.all(ended);
    await expectAlive();
  });
});

describe('a token that is used too much', () => {
  it('gets 429 and when to come again, and others are served', async () => {
    const { token: busy } = await fresh();
    const answers = await Promise.all(
      Array.from({ length: 36 }, async () => sendRaw(server.port, modernRequest(busy, 'tools/list'))),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(5);
    expect(refused.length + answers.filter(({ status }) => status === 200).length).toBe(36);
    for (const { headers, text } of refused) {
      expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1);
      expect(JSON.parse(text)).toMatchObject({ error: { code: -32_000 } });
    }
    await expectAlive();
  });

  it('has a bound of requests under way, which withdrawing is no part of', async () => {
    const sessions = [];
    const { token: busy } = await fresh();
    for (const _session of [1, 2, 3, 4]) sessions.push(await openRawSession(server.port, busy));
    const [first] = sessions;
    const streams = await Promise.all(sessions.map(async (session) => session.stream()));
    expect(streams.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    const refused = await first?.request('ping');
    expect(refused).toMatchObject({ status: 429 });
    expect(await first?.notify('notifications/cancelled', { requestId: 1 })).toMatchObject({ status: 202 });
    expect(await first?.end()).toMatchObject({ status: 200 });
    for (const stream of streams) stream.destroy();
  });
});

describe('an address', () => {
  it.each([
    '/',
    '/mcp/',
    '/MCP',
    '/mcp/../healthz',
    '/..%2f..%2fetc/passwd',
    '//mcp',
    '/v0.1',
    '/v0.1/servers',
    '/v1/services',
    '/api',
    '/ui',
    '/ui/index.html',
    'http://localhost/mcp',
    '*',
  ])('%s is not served, with a token or without', async (path) => {
    for (const headers of [{}, endpointHeaders(token)])
      expect(await sendRaw(server.port, { path, headers })).toMatchObject({ status: 404 });
  });

  it('is answered to known methods only', async () => {
    for (const method of ['PUT', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE'])
      expect(await sendRaw(server.port, { method, headers: endpointHeaders(token) })).toMatchObject({
        status: 405,
        headers: { allow: 'GET, POST, DELETE' },
      });
  });

  it('of health says nothing but that', async () => {
    const answers = await Promise.all(
      ['/healthz', '/readyz', '/readyz?verbose'].map(async (path) => sendRaw(server.port, { path })),
    );
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [200, 'ok\n'],
      [200, 'ok\n'],
      [200, 'ok\n'],
    ]);
    for (const { headers } of answers)
      expect(Object.keys(headers).filter((name) => /server|version|powered/iu.test(name))).toEqual([]);
  });
});

describe('a header', () => {
  it('of a client is never part of an answer', async () => {
    const { token: mine } = await fresh();
    const session = await openRawSession(server.port, mine);
    const headers = {
      ...endpointHeaders(mine),
      'mcp-session-id': `${session.id}\u00e9`,
      'last-event-id': '1',
      'mcp-protocol-version': 'x"; injected: 1',
    };
    const answer = await sendRaw(server.port, { headers });
    expect(answer.status).toBe(404);
    expect(JSON.stringify(answer.headers)).not.toMatch(/injected|é/u);
    const split = await sendBytes(
      server.port,
      `GET /mcp HTTP/1.1\r\nHost: localhost\r\nMcp-Session-Id: a\nSet-Cookie: b\r\n\r\n`,
    );
    expect(split).not.toMatch(/set-cookie/iu);
  });

  it('section over its bound is refused', async () => {
    const answer = await sendBytes(server.port, head([`X-Large: ${'x'.repeat(20_000)}`]));
    expect(answer).toMatch(/^HTTP\/1.1 431 /u);
    await expectAlive();
  });
});
