import { kamiError } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { createScheduler, type CallTurn, type Priority, type Scheduler } from '../../src/index.ts';
import { must } from '../support/fixtures.ts';

const never = new AbortController().signal;
const bounds = { running: 1, waiting: 8, waitMs: 60_000 };
const turn = (over: Partial<CallTurn> = {}): CallTurn => ({
  tool: 'a',
  perTool: 9,
  principal: 'stdio',
  priority: 'P1',
  ...over,
});

/** The order in which calls run that wait behind one that holds the only place. */
async function orderOf(scheduler: Scheduler, waiting: readonly (CallTurn & { name: string })[]) {
  const order: string[] = [];
  const first = must(await scheduler.enter(turn({ tool: 'first', principal: 'first' }), never));
  const calls = waiting.map(async (call) => {
    using _place = must(await scheduler.enter(call, never));
    order.push(call.name);
  });
  first[Symbol.dispose]();
  await Promise.all(calls);
  return order;
}

describe('createScheduler', () => {
  it('goes by priority, then arrival', async () => {
    const call = (name: string, priority: Priority) => ({ ...turn({ priority }), name });
    expect(
      await orderOf(createScheduler(bounds), [
        call('low', 'P3'),
        call('usual', 'P1'),
        call('later', 'P1'),
        call('background', 'P2'),
        call('urgent', 'P0'),
      ]),
    ).toEqual(['urgent', 'usual', 'later', 'background', 'low']);
  });

  it('takes principals in turns, however many calls one of them has waiting', async () => {
    const call = (name: string, principal: string) => ({ ...turn({ principal }), name });
    const flood = ['f1', 'f2', 'f3', 'f4'].map((name) => call(name, 'flood'));
    expect(
      await orderOf(createScheduler(bounds), [...flood, call('x1', 'x'), call('y1', 'y'), call('x2', 'x')]),
    ).toEqual(['f1', 'x1', 'y1', 'f2', 'x2', 'f3', 'f4']);
  });

  it('takes the tools of one principal in turns', async () => {
    const call = (name: string, tool: string) => ({ ...turn({ tool }), name });
    const flood = ['f1', 'f2', 'f3'].map((name) => call(name, 'busy'));
    expect(
      await orderOf(createScheduler(bounds), [...flood, call('x1', 'quiet'), call('x2', 'quiet')]),
    ).toEqual(['f1', 'x1', 'f2', 'x2', 'f3']);
  });

  it('gives a free place to who holds fewest: long calls count for as long as they run', async () => {
    const scheduler = createScheduler({ ...bounds, running: 3 });
    const hog = turn({ principal: 'hog' });
    const places = await Promise.all([1, 2, 3].map(() => scheduler.enter(hog, never)));
    const held = places.map(must);
    const order: string[] = [];
    const enter = async (principal: string) => {
      const place = must(await scheduler.enter(turn({ principal }), never));
      order.push(principal);
      return place;
    };
    const waiting = [enter('hog'), enter('guest'), enter('guest')];
    for (const place of held) place[Symbol.dispose]();
    await Promise.all(waiting);
    expect(order).toEqual(['guest', 'hog', 'guest']);
  });

  it('lets another tool pass one that is at its own bound', async () => {
    const scheduler = createScheduler({ ...bounds, running: 2 });
    using _busy = must(await scheduler.enter(turn({ perTool: 1 }), never));
    expect(scheduler.hasPlace({ tool: 'a', perTool: 1 })).toBe(false);
    expect(scheduler.hasPlace({ tool: 'b', perTool: 1 })).toBe(true);
    using _other = must(await scheduler.enter(turn({ tool: 'b', perTool: 1 }), never));
  });

  it('refuses one call more than may wait, and says which setting that is', async () => {
    const scheduler = createScheduler({ ...bounds, waiting: 1 });
    const busy = must(await scheduler.enter(turn(), never));
    const waiting = scheduler.enter(turn(), never);
    const refused = await scheduler.enter(turn(), never);
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'KAMI_QUEUE_FULL', data: { setting: 'queue.max_waiting', limit: 1 } },
    });
    busy[Symbol.dispose]();
    must(await waiting)[Symbol.dispose]();
  });

  it('keeps room in a full queue for other clients: the one with most waiting gives its newest', async () => {
    const scheduler = createScheduler({ ...bounds, waiting: 3 });
    const busy = must(await scheduler.enter(turn(), never));
    const flood = [1, 2, 3].map(() => scheduler.enter(turn({ principal: 'flood' }), never));
    const guest = scheduler.enter(turn({ principal: 'guest' }), never);
    expect(await flood[2]).toMatchObject({ ok: false, error: { code: 'KAMI_QUEUE_FULL' } });
    expect(await scheduler.enter(turn({ principal: 'flood' }), never)).toMatchObject({ ok: false });
    busy[Symbol.dispose]();
    for (const call of [flood[0], guest, flood[1]])
      if (call !== undefined) must(await call)[Symbol.dispose]();
  });

  it('lets a call of higher priority in before one of a lower in a full queue, not the other way', async () => {
    const scheduler = createScheduler({ ...bounds, waiting: 1 });
    const busy = must(await scheduler.enter(turn(), never));
    const low = scheduler.enter(turn({ priority: 'P3' }), never);
    const high = scheduler.enter(turn({ priority: 'P0' }), never);
    expect(await low).toMatchObject({ ok: false, error: { code: 'KAMI_QUEUE_FULL' } });
    expect(await scheduler.enter(turn({ priority: 'P1', principal: 'other' }), never)).toMatchObject({
      ok: false,
    });
    busy[Symbol.dispose]();
    must(await high)[Symbol.dispose]();
  });

  it.each([
    ['all places', { running: 1 }, turn({ tool: 'b' }), 'pool.max_processes'],
    ['all places of its tool', { running: 2 }, turn({ perTool: 1 }), 'pool.executors_per_tool'],
  ])('gives up after the longest wait, and says that %s were taken', async (what, over, call, setting) => {
    const scheduler = createScheduler({ ...bounds, ...over, waitMs: 1 });
    using _busy = must(await scheduler.enter(turn({ perTool: 1 }), never));
    const refused = await scheduler.enter(call, never);
    expect(refused).toMatchObject({ ok: false, error: { code: 'KAMI_QUEUE_FULL', data: { setting } } });
    expect(refused.ok ? '' : refused.error.message).toContain(
      what.replace('all places', 'all 1 places').replace('its tool', 'a'),
    );
  });

  it('forgets a call that is withdrawn while it waits', async () => {
    const scheduler = createScheduler({ ...bounds, waiting: 1 });
    const busy = must(await scheduler.enter(turn(), never));
    const controller = new AbortController();
    const waiting = scheduler.enter(turn(), controller.signal);
    controller.abort();
    const cancelled = { ok: false, error: { code: 'KAMI_CANCELLED' } };
    expect(await waiting).toMatchObject(cancelled);
    expect(await scheduler.enter(turn(), controller.signal)).toMatchObject(cancelled);
    busy[Symbol.dispose]();
    busy[Symbol.dispose]();
    using _next = must(await scheduler.enter(turn(), never));
    expect(scheduler.hasPlace(turn())).toBe(false);
  });

  it('refuses what waits and what comes once it is stopped, and lets what runs be', async () => {
    const scheduler = createScheduler(bounds);
    const busy = must(await scheduler.enter(turn({ perTool: 1 }), never));
    const waiting = [turn({ perTool: 1 }), turn({ tool: 'b', priority: 'P3' })].map((call) =>
      scheduler.enter(call, never),
    );
    scheduler.stop();
    const stopping = kamiError('KAMI_STOPPING', 'This KAMI process is ending and starts no more calls.');
    for (const call of [...waiting, scheduler.enter(turn(), never)])
      expect(await call).toMatchObject({ ok: false, error: stopping });
    busy[Symbol.dispose]();
  });
});

describe('a place whose call waits for a person', () => {
  it('is lent to another call, taken again at once, and given back once', async () => {
    const scheduler = createScheduler(bounds);
    const place = must(await scheduler.enter(turn(), never));
    expect(scheduler.hasPlace(turn())).toBe(false);
    const parked = place.park();
    const other = must(await scheduler.enter(turn(), never));
    parked[Symbol.dispose]();
    parked[Symbol.dispose]();
    other[Symbol.dispose]();
    expect(scheduler.hasPlace(turn())).toBe(false);
    place[Symbol.dispose]();
    expect(scheduler.hasPlace(turn())).toBe(true);
    expect(scheduler.hasPlace(turn({ perTool: 1 }))).toBe(true);
  });

  it('is not given back twice when the call ends while it waits', async () => {
    const scheduler = createScheduler({ ...bounds, running: 2 });
    const place = must(await scheduler.enter(turn(), never));
    const parked = place.park();
    place[Symbol.dispose]();
    parked[Symbol.dispose]();
    must(await scheduler.enter(turn(), never));
    must(await scheduler.enter(turn(), never));
    expect(scheduler.hasPlace(turn())).toBe(false);
  });

  it('is lent without the share of a tool that it keeps, which ends with the call', async () => {
    const scheduler = createScheduler(bounds);
    const own = turn({ perTool: 1, keepsTool: true });
    const place = must(await scheduler.enter(own, never));
    const parked = place.park();
    expect([scheduler.hasPlace(own), scheduler.hasPlace(turn({ tool: 'b' }))]).toEqual([false, true]);
    parked[Symbol.dispose]();
    expect(scheduler.hasPlace(turn({ tool: 'b' }))).toBe(false);
    place.park();
    const next = scheduler.enter(own, never);
    place[Symbol.dispose]();
    must(await next)[Symbol.dispose]();
    expect(scheduler.hasPlace(own)).toBe(true);
  });
});
