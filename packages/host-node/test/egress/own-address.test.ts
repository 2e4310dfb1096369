import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEgress } from '@kami/host-node';
import { isOwnAddress } from '../../src/egress/own-address.ts';
import { request, rules, serve, type TestServer } from './egress-fixture.ts';

describe('isOwnAddress', () => {
  const own = [8642, 80];
  it.each([
    'http://127.0.0.1:8642',
    'https://127.0.0.1:8642',
    'http://127.99.0.1:8642',
    'http://127.0.0.1',
    'http://[::1]:8642',
    'http://[::]:8642',
    'http://0.0.0.0:8642',
    'http://[::ffff:7f00:1]:8642',
  ])('knows %s', (origin) => {
    expect(isOwnAddress(origin, own)).toBe(true);
    expect(isOwnAddress(origin, [])).toBe(false);
    expect(isOwnAddress(origin, [1])).toBe(false);
  });

  it('knows every address of this machine, and no other', () => {
    for (const addresses of Object.values(networkInterfaces()))
      for (const { address, family } of addresses ?? []) {
        const host = family === 'IPv6' ? `[${address}]` : address;
        expect(isOwnAddress(`http://${host}:8642`, own), address).toBe(true);
      }
    expect(isOwnAddress('http://192.0.2.1:8642', own)).toBe(false);
    expect(isOwnAddress('https://127.0.0.1', own)).toBe(false);
  });
});

describe('the egress', () => {
  let server: TestServer;
  let hits = 0;
  beforeAll(async () => {
    server = await serve((_request, response) => {
      hits += 1;
      response.end('hello');
    });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  it('sends nothing to a port that KAMI serves on, whatever was granted, from that moment on', async () => {
    const ownPorts: number[] = [];
    await using egress = createEgress({ ownPorts: () => ownPorts });
    const granted = rules(`http://127.0.0.1:${server.port}`);
    const url = `http://127.0.0.1:${server.port}/mcp`;
    expect(await request(egress, granted, url)).toMatchObject({ ok: true });
    ownPorts.push(server.port);
    expect(await request(egress, granted, url)).toMatchObject({
      ok: false,
      error: { code: 'destination-IP-prohibited', refusal: 'blocked-address' },
    });
    expect(hits).toBe(1);
  });
});
