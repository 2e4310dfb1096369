import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readLog } from '../e2e/dispatched-call.ts';
import { makeTestHome } from '../e2e/kami.ts';
import { privateKib } from '../e2e/processes.ts';
import { type Era, envelope, eras, openWire } from '../e2e/wire-session.ts';
import { guestPath } from '../guests/index.ts';

const home = makeTestHome();

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
});

afterAll(() => {
  home[Symbol.dispose]();
});

const dispatched = async (): Promise<number> =>
  (await readLog(home, 'echo')).filter(({ type }) => type === 'dataplane.dispatched').length;

/** Private memory that a server may take beside what it has at its start: far under what is thrown at it. */
const roomKib = 128 * 1024;

const request = (id: number, method: string, params: object = {}): string =>
  `${JSON.stringify({ jsonrpc: '2.0', id, method, params: { ...params, _meta: envelope } })}\n`;

describe('a client that floods', () => {
  it('case 72: with 300 MB without a newline is bounded, gets one error, and the server is still alive', async () => {
    const flood = async (era: Era): Promise<void> => {
      await using session = await openWire(home, era);
      await session.send({ id: 1, method: 'tools/list' });
      await session.answer(1);
      const before = privateKib(session.server.pid) ?? 0;
      const block = Buffer.alloc(1024 * 1024, 'x');
      for (let megabytes = 0; megabytes < 300; megabytes += 1) await session.write(block);
      expect((privateKib(session.server.pid) ?? 0) - before, era).toBeLessThan(roomKib);
      await session.write('\n');
      expect(await session.next()).toMatchObject({ id: null, error: { code: -32_600 } });
      await session.send({ id: 2, method: 'tools/list' });
      expect(await session.next()).toMatchObject({ id: 2, result: { tools: [{ name: 'echo' }] } });
    };
    for (const era of eras) await flood(era);
  });

  it('sends half a message and stalls: others go on, and nothing of it is done at the end', async () => {
    const before = await dispatched();
    await using session = await openWire(home, 'modern');
    const half = request(1, 'tools/call', { name: 'echo', arguments: {} }).slice(0, -30);
    await session.send({ id: 2, method: 'tools/call', params: { name: 'echo', arguments: {} } });
    await session.answer(2);
    await session.write(half);
    expect(await session.close()).toMatchObject({ code: 0 });
    expect(await dispatched()).toBe(before + 1);
  });
});
