import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLimiter, type Priority } from '../../src/index.ts';
import { must } from '../support/fixtures.ts';

const never = new AbortController().signal;
const bounds = { running: 2, waiting: 2, waitMs: 60_000 };

describe('createLimiter', () => {
  it('admits up to its bound, then in order of priority and arrival', async () => {
    const limiter = createLimiter({ ...bounds, running: 1, waiting: 5 });
    const first = must(await limiter.enter('a', 9, 'P1', never));
    const order: string[] = [];
    const wait = async (name: string, priority: Priority): Promise<void> => {
      using _place = must(await limiter.enter('a', 9, priority, never));
      order.push(name);
    };
    const all = [wait('low', 'P3'), wait('usual', 'P1'), wait('later', 'P1'), wait('urgent', 'P0')];
    first[Symbol.dispose]();
    await Promise.all(all);
    expect(order).toEqual(['urgent', 'usual', 'later', 'low']);
  });

  it('lets another tool pass one that is at its own bound', async () => {
    const limiter = createLimiter(bounds);
    using _busy = must(await limiter.enter('a', 1, 'P1', never));
    expect(limiter.hasPlace('a', 1)).toBe(false);
    expect(limiter.hasPlace('b', 1)).toBe(true);
    using _other = must(await limiter.enter('b', 1, 'P1', never));
  });

  it('says that it is full', async () => {
    const limiter = createLimiter({ running: 1, waiting: 1, waitMs: 60_000 });
    const busy = must(await limiter.enter('a', 1, 'P1', never));
    const waiting = limiter.enter('a', 1, 'P1', never);
    expect(await limiter.enter('a', 1, 'P1', never)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_QUEUE_FULL' },
    });
    busy[Symbol.dispose]();
    must(await waiting)[Symbol.dispose]();
  });

  it('gives up after the longest wait', async () => {
    const limiter = createLimiter({ running: 1, waiting: 1, waitMs: 5 });
    using _busy = must(await limiter.enter('a', 1, 'P1', never));
    expect(await limiter.enter('a', 1, 'P1', never)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_QUEUE_FULL' },
    });
  });

  it('forgets a call that is withdrawn while it waits', async () => {
    const limiter = createLimiter({ running: 1, waiting: 1, waitMs: 60_000 });
    const busy = must(await limiter.enter('a', 1, 'P1', never));
    const controller = new AbortController();
    const waiting = limiter.enter('a', 1, 'P1', controller.signal);
    controller.abort();
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'KAMI_CANCELLED' } });
    expect(await limiter.enter('a', 1, 'P1', controller.signal)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_CANCELLED' },
    });
    busy[Symbol.dispose]();
    busy[Symbol.dispose]();
    using _next = must(await limiter.enter('a', 1, 'P1', never));
  });

  it('never runs more than its bounds, in total or per tool', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            tool: fc.constantFrom('a', 'b', 'c'),
            priority: fc.constantFrom<Priority>('P0', 'P1', 'P2', 'P3'),
          }),
          { maxLength: 30 },
        ),
        async (calls) => {
          const limiter = createLimiter({ running: 3, waiting: 100, waitMs: 60_000 });
          const running = new Map<string, number>();
          let most = 0;
          await Promise.all(
            calls.map(async ({ tool, priority }) => {
              using _place = must(await limiter.enter(tool, 2, priority, never));
              running.set(tool, (running.get(tool) ?? 0) + 1);
              most = Math.max(
                most,
                [...running.values()].reduce((a, b) => a + b, 0),
              );
              expect(running.get(tool)).toBeLessThanOrEqual(2);
              await Promise.resolve();
              running.set(tool, (running.get(tool) ?? 0) - 1);
            }),
          );
          expect(most).toBeLessThanOrEqual(3);
        },
      ),
    );
  });
});
