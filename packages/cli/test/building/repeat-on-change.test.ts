import { afterEach, describe, expect, it, vi } from 'vitest';
import { repeatOnChange } from '../../src/building/repeat-on-change.ts';

/** A step that is let go by hand, and the changes that it hears of. */
function steps(quietMs = 0) {
  const stop = new AbortController();
  let started = Promise.withResolvers<void>();
  let release = (): void => undefined;
  let change = (): void => undefined;
  const ran = { steps: 0, isListening: false };
  const step = async (): Promise<void> => {
    ran.steps += 1;
    const { promise, resolve } = Promise.withResolvers<void>();
    release = resolve;
    started.resolve();
    await promise;
  };
  const listen = (onChange: () => void): Disposable => {
    change = onChange;
    ran.isListening = true;
    return { [Symbol.dispose]: () => void (ran.isListening = false) };
  };
  const ended = repeatOnChange(step, { listen, signal: stop.signal, quietMs });
  return {
    ran,
    ended,
    change: () => change(),
    stop: () => stop.abort(),
    release: () => release(),
    async started() {
      await started.promise;
      started = Promise.withResolvers();
    },
  };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('repeatOnChange', () => {
  it('runs the step at once, and again after each change', async () => {
    const run = steps();
    await run.started();
    run.release();
    run.change();
    await run.started();
    expect(run.ran).toEqual({ steps: 2, isListening: true });
    run.stop();
    run.release();
    await run.ended;
    expect(run.ran).toEqual({ steps: 2, isListening: false });
  });

  it('runs it once more for all the changes that came while it ran', async () => {
    const run = steps();
    await run.started();
    run.change();
    run.change();
    expect(run.ran.steps).toBe(1);
    run.release();
    await run.started();
    run.change();
    run.release();
    await run.started();
    expect(run.ran.steps).toBe(3);
    run.stop();
    run.release();
    await run.ended;
  });

  it('ends while it waits for a change, and while it waits for quiet', async () => {
    const waiting = steps();
    await waiting.started();
    waiting.release();
    waiting.stop();
    await waiting.ended;
    const quiet = steps(2 ** 30);
    await quiet.started();
    quiet.release();
    quiet.change();
    quiet.stop();
    await quiet.ended;
    expect([waiting.ran.steps, quiet.ran.steps]).toEqual([1, 1]);
  });

  it('waits until no change came for a while', async () => {
    vi.useFakeTimers();
    const run = steps(50);
    await run.started();
    run.release();
    run.change();
    await vi.advanceTimersByTimeAsync(40);
    run.change();
    await vi.advanceTimersByTimeAsync(40);
    expect(run.ran.steps).toBe(1);
    await vi.advanceTimersByTimeAsync(10);
    expect(run.ran.steps).toBe(2);
    run.stop();
    run.release();
    await run.ended;
  });

  it('runs nothing where it is ended already', async () => {
    let ran = 0;
    const listen = (): Disposable => ({ [Symbol.dispose]: () => undefined });
    const step = (): Promise<void> => Promise.resolve(void (ran += 1));
    await repeatOnChange(step, { listen, signal: AbortSignal.abort(), quietMs: 0 });
    expect(ran).toBe(0);
  });
});
