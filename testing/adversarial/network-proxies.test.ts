import { describe, expect, it } from 'vitest';

import { makeAuthority } from '../loopback/certificates.ts';
import { serveLoopback } from '../loopback/http-server.ts';
import { serveProxy } from '../loopback/proxy-server.ts';
import { openNetGround } from './net-ground.ts';

describe('proxies', () => {
  it('case 48: proxy variables are ignored', async () => {
    using authority = makeAuthority();
    await using plain = await serveLoopback((_request, response) => response.end('plain'));
    await using secure = await serveLoopback(
      (_request, response) => response.end('secure'),
      authority.issue('localhost'),
    );
    await using trap = await serveProxy(plain.port);
    const address = `http://127.0.0.1:${trap.port}`;
    const env = Object.fromEntries(
      ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap((name) => [
        [name, address],
        [name.toLowerCase(), address],
      ]),
    );
    const urls = [`http://localhost:${plain.port}`, `https://localhost:${secure.port}`];
    await using ground = await openNetGround({
      rules: urls,
      ungranted: ['http://other.test'],
      config: ['[network]', `ca_file = "${authority.file}"`],
      env: { ...env, NODE_USE_ENV_PROXY: '1', NO_PROXY: '', no_proxy: '' },
    });
    const outcomes = await ground.requests(urls.map((url) => ({ url: `${url}/` })));
    expect(outcomes.map(({ text }) => text)).toEqual(['plain', 'secure']);
    expect(trap.asked).toEqual([]);
    const denied = await ground.request('http://other.test/');
    expect(denied).toMatchObject({ error: 'denied' });
    expect(denied.message).toContain('kami grant net-probe net=http://other.test');
    expect((await ground.denials()).map(({ rule }) => rule)).toEqual(['net.no-rule']);
    expect(trap.asked).toEqual([]);
  });

  it('are asked for tunnels where the configuration names one, and what they refuse is told', async () => {
    await using server = await serveLoopback((_request, response) => response.end('far'));
    await using closed = await serveProxy(server.port, 403);
    const url = `http://localhost:${server.port}/`;
    await using ground = await openNetGround({
      rules: [url.slice(0, -1)],
      config: ['[network]', `proxy = "http://127.0.0.1:${closed.port}"`],
    });
    const { error, message } = await ground.request(url);
    expect(error).toBe('failed');
    expect(message).toContain('the proxy made no connection (status 403)');
    expect(new Set(closed.asked)).toContain(`127.0.0.1:${server.port}`);
    expect(server.connections).toBe(0);
  });
});
