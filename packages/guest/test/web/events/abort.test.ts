import { describe, expect, it, vi } from 'vitest';

vi.mock('../../../src/web/timers.ts', () => ({ setTimeout: (run: () => void) => timers.push(run) }));
const timers: (() => void)[] = [];
const { AbortController, AbortSignal } = await import('../../../src/web/events/abort.ts');

describe('AbortController', () => {
  it('fires its signal once, with the first reason', () => {
    const { signal, abort } = boundController();
    const seen: unknown[] = [];
    signal.onabort = () => seen.push('on');
    signal.addEventListener('abort', ({ target }) => seen.push(target === signal && signal.reason));
    const removed = (): void => void seen.push('removed');
    signal.addEventListener('abort', removed);
    signal.removeEventListener('abort', removed);
    signal.throwIfAborted();
    abort('first');
    abort('second');
    expect([signal.aborted, signal.reason, seen]).toEqual([true, 'first', ['on', 'first']]);
    expect(() => signal.throwIfAborted()).toThrow('first');
  });

  it('has an AbortError where nothing was said', () => {
    const { signal, abort } = boundController();
    abort();
    expect(signal.reason).toMatchObject({ name: 'AbortError' });
  });
});

describe('AbortSignal', () => {
  it('is made by no one else', () => {
    expect(() => new AbortSignal()).toThrow(TypeError);
  });

  it('fires after a time', () => {
    const signal = AbortSignal.timeout(5);
    expect(signal.aborted).toBe(false);
    timers.at(-1)?.();
    expect(signal.reason).toMatchObject({ name: 'TimeoutError' });
  });

  it('fires with the first of several', () => {
    const [one, other] = [boundController(), boundController()];
    const any = AbortSignal.any([one.signal, other.signal]);
    other.abort('other');
    one.abort('one');
    expect(any.reason).toBe('other');
    expect(AbortSignal.any([AbortSignal.abort('early'), one.signal]).reason).toBe('early');
  });
});

function boundController() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: (reason?: unknown) => controller.abort(reason) };
}
