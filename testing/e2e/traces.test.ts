import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { readLog } from './dispatched-call.ts';
import { makeTestHome } from './kami.ts';
import { eras, openWire } from './wire-session.ts';

const home = makeTestHome();

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
});

afterAll(() => {
  home[Symbol.dispose]();
});

describe('a call with a traceparent', () => {
  it('has every event in that trace, below that span', async () => {
    for (const [index, era] of eras.entries()) {
      const traceId = `0af7651916cd43dd8448eb211c80319${index}`;
      await using session = await openWire(home, era);
      const _meta = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };
      await session.send({ id: 1, method: 'tools/call', params: { name: 'echo', arguments: {}, _meta } });
      expect((await session.answer(1)).error).toBeUndefined();
      expect(await session.close()).toMatchObject({ code: 0 });
      const events = (await readLog(home, 'echo')).filter(
        (event) => 'traceId' in event && event.traceId === traceId,
      );
      expect(events.map(({ type }) => type)).toEqual(
        expect.arrayContaining(['dataplane.dispatched', 'artifact.delivered']),
      );
      for (const event of events) expect(event).toMatchObject({ parentSpanId: 'b7ad6b7169203331' });
    }
  });

  it('has a trace of its own where the traceparent is none', async () => {
    await using session = await openWire(home, 'modern');
    const _meta = { traceparent: `00-${'0'.repeat(32)}-b7ad6b7169203331-01` };
    await session.send({ id: 1, method: 'tools/call', params: { name: 'echo', arguments: {}, _meta } });
    expect((await session.answer(1)).error).toBeUndefined();
    await session.close();
    const last = (await readLog(home, 'echo')).at(-1);
    expect(last).toHaveProperty('traceId', expect.stringMatching(/^(?!0{32})[0-9a-f]{32}$/u));
    expect(last).not.toHaveProperty('parentSpanId');
  });
});
