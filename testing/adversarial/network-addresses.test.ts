import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { type DnsServer, serveDns } from '../loopback/dns-server.ts';
import { type LoopbackServer, serveLoopback } from '../loopback/http-server.ts';
import { type NetGround, openNetGround } from './net-ground.ts';

/** What installing 12 MB of StarlingMonkey may take on a loaded machine. */
const INSTALL_MS = 180_000;

let dns: DnsServer;
let server: LoopbackServer;
let other: LoopbackServer;
let ground: NetGround;
let port: number;

beforeAll(async () => {
  dns = await serveDns(() => ['127.0.0.1', '::1']);
  server = await serveLoopback((request, response) => response.end(`host ${request.headers.host}`));
  other = await serveLoopback((_request, response) => response.end('the other server'));
  ({ port } = server);
  ground = await openNetGround({
    rules: [`http://localhost:${port}`, `http://*.example.com:${port}`, `http://example.com:${port}`],
    ungranted: ungranted(),
    config: ['[network]', `dns = ["${dns.address}"]`],
    tools: { 'sm-fetch': 'sm-fetch' },
  });
}, INSTALL_MS);

beforeEach(async () => {
  await ground.denials();
  dns.forget();
  server.forget();
});

afterAll(async () => {
  await ground[Symbol.asyncDispose]();
  await Promise.all([dns, server, other].map(async (one) => one[Symbol.asyncDispose]()));
});

/** What the tests try and a grant could allow. */
function ungranted(): readonly string[] {
  const names = ['other.test', 'com', 'evil-example.com', 'evilexample.com', 'xn--exmple-4nf.com'];
  const longer = ['example.com.evil.test', 'localhost.evil.test', 'a.example.com.evil.test'];
  const addresses = ['127.0.0.1', '0.0.0.0', '[::]', '[::ffff:7f00:1]', '[64:ff9b::7f00:1]'];
  const hosts = [...names, ...longer, 'www.xn--exmple-4nf.com', ...addresses];
  return [
    ...hosts.map((host) => `http://${host}:${port}`),
    `http://localhost:${other.port}`,
    'http://localhost',
    `localhost:${port}`,
  ];
}

/** Fails unless a request was denied before anything was sent or looked up, with this grant, or with none that helps. */
async function expectDenied(url: string, shown: string, target: string | undefined): Promise<void> {
  const { error, message, status } = await ground.request(url);
  expect([error, status], url).toEqual(['denied', undefined]);
  // A shell would take brackets for a pattern.
  const quote = target?.includes('[') === true ? "'" : '';
  const grant = target === undefined ? undefined : `kami grant net-probe ${quote}net=${target}${quote}`;
  expect(message).toContain(grant === undefined ? 'No grant can allow it.' : `Grant it with: ${grant}`);
  expect(await ground.denials()).toEqual([
    { what: `to request GET ${shown}`, rule: 'net.no-rule', ...(grant === undefined ? {} : { grant }) },
  ]);
  expectNothingSent();
}

function expectNothingSent(): void {
  expect(dns.asked).toEqual([]);
  expect(server.connections).toBe(0);
  expect(other.connections).toBe(0);
}

/** What StarlingMonkey's fetch, which reads addresses by itself, is told of one that is denied. */
async function expectDeniedFromFetch(url: string, target: string): Promise<void> {
  const engine = ground.probeOf('sm-fetch');
  expect((await engine.attempt({ url })).isError, url).toBe(true);
  const denials = await engine.denials();
  expect(denials.at(-1)).toMatchObject({ rule: 'net.no-rule', grant: `kami grant sm-fetch net=${target}` });
  expectNothingSent();
}

describe('addresses that look like a granted one', () => {
  it('case 26: a host that no rule lists is denied', async () => {
    await expectDenied(
      `http://other.test:${port}/a?secret=b`,
      `http://other.test:${port}/a`,
      `http://other.test:${port}`,
    );
    expect(await ground.request(`http://localhost:${port}/`)).toMatchObject({
      status: 200,
      text: `host localhost:${port}`,
    });
  });

  it('case 27: a port that no rule lists is denied', async () => {
    await expectDenied(
      `http://localhost:${other.port}/`,
      `http://localhost:${other.port}/`,
      `http://localhost:${other.port}`,
    );
    await expectDenied('http://localhost/', 'http://localhost/', 'http://localhost');
  });

  it('case 28: a scheme that no rule lists is denied', async () => {
    await expectDenied(`https://localhost:${port}/`, `https://localhost:${port}/`, `localhost:${port}`);
  });

  it('case 29: a name that only ends like a wildcard is denied', async () => {
    for (const host of ['evil-example.com', 'evilexample.com', 'com'])
      await expectDenied(`http://${host}:${port}/`, `http://${host}:${port}/`, `http://${host}:${port}`);
  });

  it('case 30: a granted name as the beginning of another is denied', async () => {
    for (const host of ['example.com.evil.test', 'localhost.evil.test', 'a.example.com.evil.test'])
      await expectDenied(`http://${host}:${port}/`, `http://${host}:${port}/`, `http://${host}:${port}`);
  });

  it('case 31: userinfo before a granted host is denied, and no grant can allow it', async () => {
    for (const userinfo of ['u:p', 'u', ':p', 'evil.test%40'])
      await expectDenied(`http://${userinfo}@localhost:${port}/`, `http://localhost:${port}/`, undefined);
    const target = `http://evil.test:${port}`;
    await expectDenied(`http://localhost@evil.test:${port}/`, `${target}/`, undefined);
  });

  it('case 32: a trailing dot is normalised, and the decision is the same', async () => {
    const { status, text } = await ground.request(`http://localhost.:${port}/`);
    expect([status, text]).toEqual([200, `host localhost:${port}`]);
    server.forget();
    await expectDenied(
      `http://other.test.:${port}/`,
      `http://other.test.:${port}/`,
      `http://other.test:${port}`,
    );
    await expectDenied(`http://localhost..:${port}/`, `http://localhost..:${port}/`, undefined);
  });

  it('case 33: decimal, hexadecimal, octal and short addresses are the address they stand for', async () => {
    for (const host of [
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '017700000001',
      '127.1',
      '127.0.1',
      '0x7f.1',
    ])
      await expectDenied(`http://${host}:${port}/`, `http://127.0.0.1:${port}/`, `http://127.0.0.1:${port}`);
  });

  it('case 34: full-width digits and dots are the address they stand for', async () => {
    for (const host of [
      '１２７.0.0.1',
      '127。0。0。1',
      '１２７．０．０．１',
      '%EF%BC%91%EF%BC%92%EF%BC%97.0.0.1',
    ])
      await expectDeniedFromFetch(`http://${host}:${port}/`, `http://127.0.0.1:${port}`);
    expect(await ground.request(`http://１２７。0.0.1:${port}/`)).toMatchObject({ error: 'invalid' });
    expectNothingSent();
  });

  it('case 35: an IPv4 address inside an IPv6 one is denied', async () => {
    for (const host of ['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:127.0.0.1]']) {
      const shown = `http://[::ffff:7f00:1]:${port}`;
      await expectDenied(`http://${host}:${port}/`, `${shown}/`, shown);
    }
    await expectDenied(
      `http://[64:ff9b::127.0.0.1]:${port}/`,
      `http://[64:ff9b::7f00:1]:${port}/`,
      `http://[64:ff9b::7f00:1]:${port}`,
    );
  });

  it('case 36: the unspecified address in every spelling is denied', async () => {
    for (const host of ['0', '0.0.0.0', '0x0', '0.0'])
      await expectDenied(`http://${host}:${port}/`, `http://0.0.0.0:${port}/`, `http://0.0.0.0:${port}`);
    for (const host of ['[::]', '[0:0:0:0:0:0:0:0]', '[::0.0.0.0]'])
      await expectDenied(`http://${host}:${port}/`, `http://[::]:${port}/`, `http://[::]:${port}`);
  });

  it('case 38: an IPv6 zone is denied, and no grant can allow it', async () => {
    for (const host of ['[fe80::1%25lo]', '[::1%25lo]', '[fe80::1%lo]'])
      await expectDenied(`http://${host}:${port}/`, `http://${host}:${port}/`, undefined);
  });

  it('case 39: a Cyrillic letter in a granted name is another name', async () => {
    await expectDeniedFromFetch(`http://ex\u0430mple.com:${port}/`, `http://xn--exmple-4nf.com:${port}`);
    await expectDeniedFromFetch(
      `http://www.ex\u0430mple.com:${port}/`,
      `http://www.xn--exmple-4nf.com:${port}`,
    );
    expect(await ground.request(`http://ex\u0430mple.com:${port}/`)).toMatchObject({ error: 'invalid' });
    const punycode = `http://xn--exmple-4nf.com:${port}`;
    await ground.denials();
    await expectDenied(`${punycode}/`, `${punycode}/`, punycode);
  });
});
