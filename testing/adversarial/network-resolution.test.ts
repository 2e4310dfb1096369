import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { type DnsServer, serveDns } from '../loopback/dns-server.ts';
import { type LoopbackServer, serveLoopback } from '../loopback/http-server.ts';
import { type ProxyServer, serveProxy } from '../loopback/proxy-server.ts';
import { type NetGround, openNetGround } from './net-ground.ts';

/** A public address of nobody who is reached: the proxy plays the internet. */
const PUBLIC = '93.184.215.14';
const NAMES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'rebind.test': [[PUBLIC], ['127.0.0.1']],
  'turns.test': [[PUBLIC], [PUBLIC], ['10.0.0.1', PUBLIC]],
  'metadata.test': [['169.254.169.254']],
  'platform.test': [['168.63.129.16']],
  'other-cloud.test': [['100.100.100.200']],
  'metadata-v6.test': [['fd00:ec2::254']],
  'inside.test': [['127.0.0.1']],
  'mixed.test': [[PUBLIC, '192.168.0.1']],
  'mapped.test': [['::ffff:7f00:1']],
  'nat64.test': [['64:ff9b::7f00:1']],
  'sixtofour.test': [['2002:7f00:1::']],
  'teredo.test': [['2001:0:0:1::1']],
  'compatible.test': [['::7f00:1']],
  'unspecified.test': [['::'], ['0.0.0.0']],
};

let dns: DnsServer;
let server: LoopbackServer;
let proxy: ProxyServer;
let direct: NetGround;
let proxied: NetGround;

beforeAll(async () => {
  dns = await serveDns((name, nth) => {
    const answers = NAMES[name];
    return answers?.[Math.min(nth, answers.length - 1)];
  });
  server = await serveLoopback((request, response) => {
    response.writeHead(200, { connection: 'close' }).end(`host ${request.headers.host}`);
  });
  proxy = await serveProxy(server.port);
  const others = ['http://169.254.169.254:1', 'http://nobody.test', 'http://localhost:1'];
  const rules = [...Object.keys(NAMES).map((name) => `http://${name}:${server.port}`), ...others];
  const names = `dns = ["${dns.address}"]`;
  const ungranted = ['http://169.254.169.254'];
  direct = await openNetGround({ rules, ungranted, config: ['[network]', names] });
  const through = `proxy = "http://127.0.0.1:${proxy.port}"`;
  proxied = await openNetGround({ rules, config: ['[network]', names, through] });
});

afterEach(() => {
  dns.forget();
  server.forget();
  proxy.forget();
});

afterAll(async () => {
  await direct[Symbol.asyncDispose]();
  await proxied[Symbol.asyncDispose]();
  await Promise.all([dns, proxy, server].map(async (one) => one[Symbol.asyncDispose]()));
});

/** Fails unless a granted name is denied for its address, which nobody is told and nothing was sent to. */
async function expectClosed(ground: NetGround, name: string): Promise<void> {
  const { error, message } = await ground.request(`http://${name}:${server.port}/`);
  expect(error, message).toBe('denied');
  expect(message).toContain(`${name} is a private, local or reserved address`);
  expect(message).toContain('No grant can allow it.');
  expect(message).not.toContain(NAMES[name]?.[0]?.[0]);
  const what = `to request GET http://${name}:${server.port}/`;
  expect(await ground.denials()).toEqual([
    { what: `${what} (${name} is a private, local or reserved address)`, rule: 'net.blocked-address' },
  ]);
  expect(server.connections).toBe(0);
  expect(proxy.asked).toEqual([]);
}

describe('what a granted name stands for', () => {
  it('case 37: the metadata services of clouds are denied, as addresses and as what a name resolves to', async () => {
    const { error, message } = await direct.request('http://169.254.169.254/latest/meta-data/');
    expect(error).toBe('denied');
    expect(message).toContain('kami grant net-probe net=http://169.254.169.254');
    expect((await direct.denials()).map(({ rule }) => rule)).toEqual(['net.no-rule']);
    expect(dns.asked).toEqual([]);
    for (const name of ['metadata.test', 'platform.test', 'other-cloud.test', 'metadata-v6.test'])
      await expectClosed(direct, name);
  });

  it('case 40: a name that answers another address the second time gets no other target', async () => {
    const url = `http://rebind.test:${server.port}/`;
    expect(await proxied.request(url)).toMatchObject({
      status: 200,
      text: `host rebind.test:${server.port}`,
    });
    expect(proxy.asked).toEqual([`${PUBLIC}:${server.port}`]);
    expect(dns.asked).toEqual(['rebind.test']);
    server.forget();
    proxy.forget();
    await expectClosed(proxied, 'rebind.test');
    expect(dns.asked).toEqual(['rebind.test', 'rebind.test']);
    for (let time = 0; time < 2; time += 1)
      expect(await proxied.request(`http://turns.test:${server.port}/`)).toMatchObject({ status: 200 });
    server.forget();
    proxy.forget();
    await expectClosed(proxied, 'turns.test');
  });

  it('is denied through every tunnel to a closed address, and when one address of several is closed', async () => {
    const tunnels = ['mapped.test', 'nat64.test', 'sixtofour.test', 'teredo.test', 'compatible.test'];
    for (const name of [...tunnels, 'inside.test', 'mixed.test', 'unspecified.test', 'unspecified.test'])
      await expectClosed(direct, name);
  });
});

describe('the name servers of the configuration', () => {
  it('are believed when a name does not exist', async () => {
    expect(await direct.request('http://nobody.test/')).toMatchObject({ error: 'failed' });
    expect(dns.asked).toEqual(['nobody.test']);
    expect(await direct.request('http://localhost:1/')).toMatchObject({ error: 'failed' });
    expect(dns.asked).toEqual(['nobody.test']);
    expect(await direct.denials()).toEqual([]);
  });
});
