import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { makeAuthority, makeSelfSigned, type TestAuthority } from '../loopback/certificates.ts';
import { type DnsServer, serveDns } from '../loopback/dns-server.ts';
import { type LoopbackServer, serveLoopback } from '../loopback/http-server.ts';
import { type ProxyServer, serveProxy } from '../loopback/proxy-server.ts';
import { type NetGround, openNetGround } from './net-ground.ts';

const PUBLIC = '93.184.215.14';

let authority: TestAuthority;
let dns: DnsServer;
const servers: Record<string, LoopbackServer> = {};
const names: unknown[] = [];
let trusting: NetGround;
let strict: NetGround;

const serverOf = (name: string): LoopbackServer => servers[name] as LoopbackServer;
const urlOf = (name: string): string => `https://localhost:${serverOf(name).port}`;

beforeAll(async () => {
  authority = makeAuthority();
  dns = await serveDns(() => [PUBLIC]);
  const pairs = {
    good: authority.issue('localhost'),
    other: authority.issue('other.test'),
    expired: authority.issue('localhost', 'expired'),
    'self-signed': makeSelfSigned('localhost'),
  };
  for (const [name, pair] of Object.entries(pairs))
    servers[name] = await serveLoopback((request, response) => {
      names.push('servername' in request.socket && request.socket.servername, request.headers.host);
      response.end('secure');
    }, pair);
  const rules = Object.keys(pairs).map(urlOf);
  trusting = await openNetGround({ rules, config: ['[network]', `ca_file = "${authority.file}"`] });
  strict = await openNetGround({ rules, env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } });
});

afterEach(() => names.splice(0));

afterAll(async () => {
  await trusting[Symbol.asyncDispose]();
  await strict[Symbol.asyncDispose]();
  await Promise.all([dns, ...Object.values(servers)].map(async (one) => one[Symbol.asyncDispose]()));
  authority[Symbol.dispose]();
});

describe('TLS', () => {
  it('is verified by the authority that the configuration adds, with the name in SNI and Host', async () => {
    expect(await trusting.request(`${urlOf('good')}/`)).toMatchObject({ status: 200, text: 'secure' });
    expect(names).toEqual(['localhost', `localhost:${serverOf('good').port}`]);
  });

  it.each([
    ['another name', 'other', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['a time that is over', 'expired', 'CERT_HAS_EXPIRED'],
    ['no authority', 'self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ])('refuses a certificate of %s, and says so', async (_case, name, code) => {
    const { error, message } = await trusting.request(`${urlOf(name)}/`);
    expect(error).toBe('failed');
    expect(message).toContain(`the server's certificate is not trusted (${code})`);
    expect(serverOf(name).requests).toEqual([]);
  });

  it('refuses the authority of a test without the setting, whatever the environment says', async () => {
    const { error, message } = await strict.request(`${urlOf('good')}/`);
    expect(error).toBe('failed');
    expect(message).toContain("the server's certificate is not trusted");
    expect(names).toEqual([]);
  });

  it('goes through a proxy end to end: the proxy is told the checked address, the server the name', async () => {
    const proxy: ProxyServer = await serveProxy(serverOf('other').port);
    const ground = await openNetGround({
      rules: ['https://other.test', 'https://wrong.test'],
      config: [
        '[network]',
        `ca_file = "${authority.file}"`,
        `dns = ["${dns.address}"]`,
        `proxy = "http://localhost:${proxy.port}"`,
      ],
    });
    expect(await ground.request('https://other.test/')).toMatchObject({ status: 200, text: 'secure' });
    expect(proxy.asked).toEqual([`${PUBLIC}:443`]);
    expect(names).toEqual(['other.test', 'other.test']);
    const { message } = await ground.request('https://wrong.test/');
    expect(message).toContain("the server's certificate is not trusted (ERR_TLS_CERT_ALTNAME_INVALID)");
    await ground[Symbol.asyncDispose]();
    await proxy[Symbol.asyncDispose]();
  });
});
