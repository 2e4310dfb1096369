import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { type DnsServer, serveDns } from '../loopback/dns-server.ts';
import { type LoopbackServer, serveLoopback } from '../loopback/http-server.ts';
import { type NetGround, openNetGround } from './net-ground.ts';

const CREDENTIALS = { authorization: 'Bearer secret', cookie: 'session=secret', 'x-plain': 'kept' };

let dns: DnsServer;
let server: LoopbackServer;
let other: LoopbackServer;
let ground: NetGround;
let base: string;

beforeAll(async () => {
  dns = await serveDns(() => ['127.0.0.1']);
  server = await serveLoopback((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    const location = searchParams.get('to') ?? nextStep(pathname);
    if (location === undefined) response.end('arrived');
    else response.writeHead(Number(searchParams.get('status') ?? 302), { location }).end();
  });
  other = await serveLoopback((_request, response) => response.end('other'));
  base = `http://localhost:${server.port}`;
  ground = await openNetGround({
    rules: [base, `http://localhost:${other.port}`, `http://inside.test:${other.port}`],
    ungranted: ['http://10.0.0.1', 'http://169.254.169.254', `http://127.0.0.1:${other.port}`],
    config: ['[network]', `dns = ["${dns.address}"]`],
  });
});

beforeEach(() => {
  dns.forget();
  server.forget();
  other.forget();
});

afterAll(async () => {
  await ground[Symbol.asyncDispose]();
  await Promise.all([dns, server, other].map(async (one) => one[Symbol.asyncDispose]()));
});

/** `/step/3` leads to `/step/2` and so on; `/loop` to itself. */
function nextStep(path: string): string | undefined {
  const left = Number(/^\/step\/(\d+)$/u.exec(path)?.[1] ?? 0);
  if (path === '/loop') return '/loop';
  return left === 0 ? undefined : `/step/${left - 1}`;
}

const redirectTo = (to: string, status = 302): string =>
  `${base}/?status=${status}&to=${encodeURIComponent(to)}`;

describe('redirects, each of them a request that is checked anew', () => {
  it('case 41: to a private address is denied', async () => {
    for (const target of ['http://10.0.0.1', 'http://169.254.169.254', `http://127.0.0.1:${other.port}`]) {
      const { error, message } = await ground.request(redirectTo(`${target}/x`));
      expect(error).toBe('denied');
      const grant = `kami grant net-probe net=${target}`;
      expect(message).toContain(grant);
      const denials = await ground.denials();
      expect(denials).toEqual([{ what: `to request GET ${target}/x`, rule: 'net.no-rule', grant }]);
    }
    expect(server.requests).toHaveLength(3);
    expect(other.connections).toBe(0);
  });

  it('case 42: to a granted name that resolves to a private address is denied', async () => {
    const target = `http://inside.test:${other.port}/x`;
    const { error, message } = await ground.request(redirectTo(target));
    expect(error).toBe('denied');
    expect(message).toContain('inside.test is a private, local or reserved address');
    expect(message).toContain('No grant can allow it.');
    const why = 'inside.test is a private, local or reserved address';
    const what = `to request GET ${target} (${why})`;
    expect(await ground.denials()).toEqual([{ what, rule: 'net.blocked-address' }]);
    expect(dns.asked).toEqual(['inside.test']);
    expect(other.connections).toBe(0);
  });

  it('case 43: the sixth in a row is denied, in a loop too', async () => {
    const five = await ground.request(`${base}/step/5`);
    expect(five).toMatchObject({ status: 200, text: 'arrived', redirected: true, url: `${base}/step/0` });
    server.forget();
    for (const [path, last] of [
      ['/step/6', '/step/0'],
      ['/loop', '/loop'],
    ] as const) {
      const { error, message } = await ground.request(base + path);
      expect(error).toBe('denied');
      expect(message).toContain('No grant can allow it.');
      const what = `to request GET ${base}${last} after 5 redirects in a row`;
      expect(await ground.denials()).toEqual([{ what, rule: 'net.redirects' }]);
      expect(server.requests).toHaveLength(6);
      server.forget();
    }
  });

  it('case 44: to another origin takes no credentials along', async () => {
    const there = `http://localhost:${other.port}/there`;
    expect(await ground.request(redirectTo('/here'), { headers: CREDENTIALS })).toMatchObject({
      status: 200,
    });
    expect(server.requests.at(-1)?.headers).toMatchObject(CREDENTIALS);
    expect(await ground.request(redirectTo(there), { headers: CREDENTIALS })).toMatchObject({
      text: 'other',
    });
    expect(other.requests.at(-1)?.headers).toMatchObject({ 'x-plain': 'kept' });
    expect(JSON.stringify(other.requests)).not.toContain('secret');

    // A guest that follows by itself, and takes them along.
    const byHand = [redirectTo(there), there].map((url) => ({
      url,
      headers: CREDENTIALS,
      redirect: 'manual' as const,
    }));
    expect(await ground.requests(byHand)).toMatchObject([{ status: 302 }, { text: 'other' }]);
    expect(JSON.stringify(other.requests)).not.toContain('secret');
    expect(other.requests.at(-1)?.headers).toMatchObject({ 'x-plain': 'kept' });
    expect(await ground.denials()).toEqual([]);
  });
});
