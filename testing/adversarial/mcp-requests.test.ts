import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newestExecutor, readLog, untilDispatched } from '../e2e/dispatched-call.ts';
import { examplePath, makeTestHome } from '../e2e/kami.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import { untilGone } from '../e2e/until-gone.ts';
import { eras, openWire, type WireSession } from '../e2e/wire-session.ts';
import { guestPath } from '../guests/index.ts';

const home = makeTestHome();

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
  for (const example of ['checksum', 'invoice']) await home.must(['install', examplePath(example), '--yes']);
  await home.must(['install', makeToolFolder(home, 'spin', ['max_execution_ms = 600000']), '--yes']);
});

afterAll(() => {
  home[Symbol.dispose]();
});

const call = async (session: WireSession, id: number, name: string, args: object = {}): Promise<void> =>
  session.send({ id, method: 'tools/call', params: { name, arguments: args } });

const dispatched = async (tool: string): Promise<number> =>
  (await readLog(home, tool)).filter(({ type }) => type === 'dataplane.dispatched').length;

describe('requests that a server should not do', () => {
  it('case 71: a second request with an id that is in flight is rejected, and the first is answered', async () => {
    for (const era of eras) {
      await using session = await openWire(home, era);
      const before = await newestExecutor(home, 'spin');
      const calls = await dispatched('echo');
      await call(session, 1, 'spin');
      await untilDispatched(home, 'spin', before);
      await call(session, 1, 'echo');
      expect(await session.next()).toMatchObject({
        id: null,
        error: { code: -32_600, message: expect.stringContaining('id 1 is in flight') as string },
      });
      expect(await dispatched('echo')).toBe(calls);
      await home.must(['remove', 'spin']);
      expect(await session.answer(1)).toMatchObject({ id: 1, result: { isError: true } });
      await home.must(['install', makeToolFolder(home, 'spin', ['max_execution_ms = 600000']), '--yes']);
    }
  });

  it('case 75: tools named __proto__, constructor and toString are unknown tools', async () => {
    for (const era of eras) {
      await using session = await openWire(home, era);
      for (const [id, name] of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''].entries()) {
        await call(session, id, name);
        const { error } = await session.answer(id);
        expect(error?.code, name).toBe(-32_602);
        expect(error?.message).toContain(`There is no tool "${name}".`);
      }
    }
  });

  it('case 77: an unknown method is told to be one, and an unknown notification is ignored', async () => {
    for (const era of eras) {
      await using session = await openWire(home, era);
      await session.send({ method: 'notifications/nothing' });
      await session.send({ method: '__proto__' });
      for (const [id, method] of ['tools/destroy', '__proto__', 'constructor'].entries()) {
        await session.send({ id, method });
        expect(await session.next(), method).toMatchObject({ id, error: { code: -32_601 } });
      }
    }
  });

  it('case 78: a call before initialize is an error of the legacy era, and nothing runs', async () => {
    await using session = await openWire(home, 'legacy', { unopened: true });
    const calls = await dispatched('echo');
    await call(session, 1, 'echo');
    expect(await session.next()).toMatchObject({
      id: 1,
      error: { code: -32_600, message: expect.stringContaining('send initialize first') as string },
    });
    await session.send({ id: 2, method: 'tools/list' });
    expect(await session.next()).toMatchObject({ id: 2, error: { code: -32_600 } });
    expect(await dispatched('echo')).toBe(calls);
  });

  it('case 79: wrong arguments are a tool error that names each field', async () => {
    const wrong = [
      { name: 'checksum', args: { data: 7, encoding: 'latin1', extra: true } },
      { name: 'checksum', args: {} },
      {
        name: 'invoice',
        args: { lines: [{ description: 1, quantity: [] }], discount: { tag: 'none-such' } },
      },
    ];
    const fields = [['data', 'encoding', 'extra'], ['data'], ['description', 'quantity', 'discount']];
    for (const era of eras) {
      await using session = await openWire(home, era);
      for (const [id, { name, args }] of wrong.entries()) {
        await call(session, id, name, args);
        const { result } = await session.answer(id);
        const text = JSON.stringify(result);
        expect(result, text).toMatchObject({ isError: true });
        for (const field of fields[id] ?? []) expect(text, `${era}: ${name}`).toContain(field);
      }
    }
  });
});

describe('a call that is cancelled', () => {
  it('case 81: has its guest killed, and no result is sent', async () => {
    for (const era of eras) {
      await using session = await openWire(home, era);
      const before = await newestExecutor(home, 'spin');
      await call(session, 1, 'spin');
      const executor = await untilDispatched(home, 'spin', before);
      await session.send({ method: 'notifications/cancelled', params: { requestId: 1, reason: 'enough' } });
      await untilGone(executor);
      await call(session, 2, 'echo', { next: 1 });
      expect(await session.next()).toMatchObject({ id: 2, result: { structuredContent: { next: 1 } } });
    }
  });
});
