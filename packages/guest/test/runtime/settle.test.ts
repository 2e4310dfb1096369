import { describe, expect, it } from 'vitest';
import { createJobQueue } from '../../src/promise/job-queue.ts';
import { createPromiseConstructor } from '../../src/promise/promise-constructor.ts';
import { createEventLoop, NeverSettles } from '../../src/runtime/settle.ts';
import { createTimers } from '../../src/runtime/timers.ts';

function makeLoop() {
  const seen: string[] = [];
  const jobs = createJobQueue((error) => seen.push(`uncaught ${String(error)}`));
  const Guest = createPromiseConstructor((job) => jobs.add(job));
  const loop = createEventLoop(jobs);
  let now = 0;
  const timers = createTimers(
    () => now,
    (milliseconds) => {
      seen.push(`sleep ${milliseconds}`);
      now += milliseconds;
    },
  );
  loop.setTimers(timers);
  /** The value or reason a promise of ours is settled with. */
  const settle = (promise: unknown): unknown => loop.settle(promise as PromiseLike<unknown>);
  return { seen, Guest, loop, timers, settle, advance: (milliseconds: number) => (now += milliseconds) };
}

describe('createEventLoop', () => {
  it('gives the value and throws the reason', () => {
    const { Guest, settle } = makeLoop();
    expect(settle(Guest.resolve(1).then((value: unknown) => Number(value) + 1))).toBe(2);
    expect(() => settle(Guest.reject(new Error('no')))).toThrow('no');
    expect(() => settle(Guest.reject(undefined))).toThrow();
  });

  it('says so when nothing is left to wait for', () => {
    const { Guest, settle } = makeLoop();
    expect(() => settle(new Guest(() => {}))).toThrow(NeverSettles);
  });

  it('runs timers until the promise is settled, and then no more', () => {
    const { Guest, settle, timers, seen } = makeLoop();
    const ticks = timers.set(() => seen.push('tick'), 10, [], true);
    timers.set(() => seen.push('never'), 1000, [], false);
    const done = new Guest((resolve) => void timers.set(resolve, 25, ['done'], false));
    expect(settle(done)).toBe('done');
    expect(seen).toEqual(['sleep 10', 'tick', 'sleep 10', 'tick', 'sleep 5']);
    timers.clear(ticks);
    expect(timers.dueInMs()).toBe(975);
  });

  it('reports a timer that throws and goes on', () => {
    const { Guest, settle, timers, seen } = makeLoop();
    timers.set(
      () => {
        throw new Error('tick');
      },
      1,
      [],
      false,
    );
    expect(settle(new Guest((resolve) => void timers.set(resolve, 2, [], false)))).toBeUndefined();
    expect(seen).toContain('uncaught Error: tick');
  });

  it('waits for the host no longer than until the next timer', () => {
    const { Guest, loop, settle, timers, seen, advance } = makeLoop();
    let finish: () => void = () => {};
    const answers = [false, true];
    loop.setExchanges({
      pending: () => true,
      wait: (timeoutMs) => {
        seen.push(`wait ${timeoutMs}`);
        advance(timeoutMs ?? 0);
        if (answers.shift() === true) finish();
      },
    });
    timers.set(() => seen.push('timer'), 7, [], false);
    settle(
      new Guest((resolve) => {
        finish = resolve;
      }),
    );
    expect(seen).toEqual(['wait 7', 'timer', 'wait undefined']);
  });
});
