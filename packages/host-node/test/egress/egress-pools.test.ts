import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IDLE_CONNECTION_MS } from '../../src/egress/egress-bounds.ts';
import { createEgressPools } from '../../src/egress/egress-pools.ts';
import type { ToolClient } from '../../src/egress/tool-client.ts';
import { createEgress } from '@kami/host-node';
import { request, rules, serve } from './egress-fixture.ts';

describe('egress pools', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const setUp = () => {
    const opened: ToolClient[] = [];
    const destroyed: ToolClient[] = [];
    const pools = createEgressPools(() => {
      const client: ToolClient = {
        dispatch: () => undefined,
        destroy: () => Promise.resolve(void destroyed.push(client)),
      };
      opened.push(client);
      return Promise.resolve(client);
    });
    return { pools, opened, destroyed };
  };

  it('gives each name its own pool, and one name the same', async () => {
    const { pools, opened, destroyed } = setUp();
    const [a, b, again] = [pools.borrow('a'), pools.borrow('b'), pools.borrow('a')];
    expect(await a.client).toBe(await again.client);
    expect(await b.client).not.toBe(await a.client);
    expect(opened).toHaveLength(2);
    await pools[Symbol.asyncDispose]();
    expect(new Set(destroyed)).toEqual(new Set(opened));
  });

  it('ends a pool some seconds after its last request, and opens a new one afterwards', async () => {
    const { pools, opened, destroyed } = setUp();
    const [first, second] = [pools.borrow('a'), pools.borrow('a')];
    first[Symbol.dispose]();
    first[Symbol.dispose]();
    await vi.advanceTimersByTimeAsync(10 * IDLE_CONNECTION_MS);
    expect(destroyed).toEqual([]);
    second[Symbol.dispose]();
    await vi.advanceTimersByTimeAsync(IDLE_CONNECTION_MS - 1);
    const third = pools.borrow('a');
    await vi.advanceTimersByTimeAsync(10 * IDLE_CONNECTION_MS);
    expect(destroyed).toEqual([]);
    third[Symbol.dispose]();
    await vi.advanceTimersByTimeAsync(IDLE_CONNECTION_MS);
    expect(destroyed).toEqual([opened[0]]);
    expect(await pools.borrow('a').client).toBe(opened[1]);
    await pools[Symbol.asyncDispose]();
  });
});

describe('the connections of an egress', () => {
  it('are used by one pool only', async () => {
    await using server = await serve((_incoming, response) => response.end('x'));
    let connections = 0;
    server.server.on('connection', () => (connections += 1));
    await using egress = createEgress();
    const url = `http://localhost:${server.port}/`;
    const allowed = rules(`http://localhost:${server.port}`);
    for (let time = 0; time < 2; time += 1) {
      expect(await request(egress, allowed, url)).toMatchObject({ ok: true });
      expect(connections).toBe(1);
      // The client takes its connection back after the response has ended.
      await setImmediate();
    }
    await using other = egress.start('another', allowed, { method: 'GET', url, headers: [], body: 'none' });
    expect(await other.next(10)).toMatchObject({ ok: true });
    expect(connections).toBe(2);
  });

  it('end with the egress', async () => {
    await using server = await serve((_incoming, response) => response.end('x'));
    const egress = createEgress();
    const connected = once(server.server, 'connection');
    await request(egress, rules(`http://localhost:${server.port}`), `http://localhost:${server.port}/`);
    const [socket] = (await connected) as [NodeJS.EventEmitter];
    const closed = once(socket, 'close');
    await egress[Symbol.asyncDispose]();
    await closed;
  });
});
