import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readLog } from '../e2e/dispatched-call.ts';
import { endpointHeaders, modernRequest } from '../e2e/http-messages.ts';
import { createTestToken, startHttpServer, type HttpServer } from '../e2e/http-server.ts';
import { makeTestHome } from '../e2e/kami.ts';
import { sendBytes, sendRaw } from '../e2e/raw-http.ts';
import { guestPath } from '../guests/index.ts';

const home = makeTestHome();
let server: HttpServer;
let token: string;

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
  ({ token } = await createTestToken(home));
  server = await startHttpServer(home);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

/** Names that resolve to this machine, look like it, or hide another one. */
const foreignHosts = [
  'evil.example',
  'localhost.evil.example',
  'evil.localhost',
  '127.0.0.1.nip.io',
  '127.0.0.1.evil.example',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0.0.0.0',
  '[::]',
  '[::ffff:127.0.0.1]',
  'localhost.',
  'localhost@evil.example',
  'evil.example#localhost',
  'localhost:80:80',
  'localhost:999999',
  'localhost evil.example',
  'localhost,evil.example',
  'http://localhost',
];

const foreignOrigins = [
  'null',
  'http://evil.example',
  'https://evil.example',
  'http://localhost.evil.example',
  'http://127.0.0.1.evil.example',
  'http://localhost@evil.example',
  'http://evil.example#http://localhost',
  'http://localhost/path',
  'http://localhost:80:80',
  'file://localhost',
  'chrome-extension://localhost',
  'localhost',
  '',
];

describe('a request of somebody else', () => {
  it('case 80: foreign Host or Origin over HTTP is 403, at every address, with a token or without', async () => {
    const { headers = {}, ...call } = modernRequest(token, 'tools/call', { name: 'echo', arguments: {} });
    const own = { ...headers, host: `localhost:${server.port}` };
    const foreign = [
      ...foreignHosts.map((host) => ({ ...own, host })),
      ...foreignOrigins.map((origin) => ({ ...own, origin })),
      { ...own, origin: ['http://localhost', 'http://evil.example'] },
    ];
    for (const sent of foreign) {
      const answers = [
        await sendRaw(server.port, { ...call, headers: sent }),
        await sendRaw(server.port, { headers: { ...sent, authorization: '' } }),
        await sendRaw(server.port, { path: '/readyz', headers: sent }),
      ];
      expect(
        answers.map(({ status }) => status),
        JSON.stringify([sent.host, 'origin' in sent && sent.origin]),
      ).toEqual([403, 403, 403]);
      for (const { headers: answered } of answers)
        expect(Object.keys(answered).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
    const bare = await Promise.all(
      [
        'GET /healthz HTTP/1.1\r\n\r\n',
        'GET /healthz HTTP/1.0\r\n\r\n',
        'GET /healthz HTTP/1.1\r\nHost:\r\n\r\n',
        'GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n',
      ].map(async (bytes) => sendBytes(server.port, bytes)),
    );
    for (const answer of bare) expect(answer).toMatch(/^HTTP\/1\.1 403 /u);
    // What is refused above is refused for this alone.
    const origins = [undefined, 'http://localhost', `http://127.0.0.1:${server.port}`, 'https://[::1]:1'];
    for (const origin of origins) {
      const sent = { ...own, ...(origin !== undefined && { origin }) };
      expect(await sendRaw(server.port, { ...call, headers: sent })).toMatchObject({ status: 200 });
    }
    for (const host of ['LOCALHOST', '127.0.0.1', '[::1]:8642'])
      expect(await sendRaw(server.port, { headers: { ...endpointHeaders('x'), host } })).toMatchObject({
        status: 401,
      });
    // Events wait for company before they are written; a server that ends writes them.
    server.command.child.kill('SIGTERM');
    await server.command.ended;
    const log = await readLog(home, 'echo', 100);
    const calls = log.filter(({ type }) => type === 'artifact.delivered');
    expect(calls).toHaveLength(origins.length);
  });
});
