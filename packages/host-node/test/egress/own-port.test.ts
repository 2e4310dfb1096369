import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { isMachineAddress } from '../../src/egress/machine-address.ts';
import { egressWith, request, rules, serve } from './egress-fixture.ts';

describe('isMachineAddress', () => {
  it.each(['127.0.0.1', '127.9.9.9', '0.0.0.0', '::1', '::', '::ffff:127.0.0.1'])('%s is', (address) =>
    expect(isMachineAddress(address)).toBe(true),
  );
  it('takes every interface of the machine', () => {
    const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    expect(all.every(({ address }) => isMachineAddress(address))).toBe(true);
  });
  it.each(['93.184.215.14', '2606:4700::1111', '10.255.255.254'])('%s is not', (address) =>
    expect(isMachineAddress(address)).toBe(false),
  );
});

describe("KAMI's own port", () => {
  it('is never a target, by name or by address, and its neighbours are', async () => {
    let hits = 0;
    await using own = await serve((_incoming, response) => response.end(String((hits += 1))));
    await using other = await serve((_incoming, response) => response.end('other'));
    await using egress = egressWith([['127.0.0.1']], { ownPorts: new Set([own.port]) });
    const hosts = ['localhost', '127.0.0.1', '0.0.0.0', '[::ffff:127.0.0.1]'];
    for (const host of hosts) {
      const origin = `http://${host}:${own.port}`;
      expect(await request(egress, rules(origin), `${origin}/`), host).toMatchObject({
        ok: false,
        error: { code: 'destination-IP-prohibited', refusal: 'own-port' },
      });
    }
    expect(hits).toBe(0);
    const origin = `http://localhost:${other.port}`;
    expect(await request(egress, rules(origin), `${origin}/`)).toMatchObject({ ok: true });
  });

  it('is one from the moment that KAMI serves there', async () => {
    await using own = await serve((_incoming, response) => response.end('own'));
    const ownPorts = new Set<number>();
    await using egress = egressWith([['127.0.0.1']], { ownPorts });
    ownPorts.add(own.port);
    const origin = `http://localhost:${own.port}`;
    expect(await request(egress, rules(origin), `${origin}/mcp`)).toMatchObject({
      ok: false,
      error: { refusal: 'own-port' },
    });
  });
});
