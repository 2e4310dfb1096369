import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callObserver } from '../../src/commands/call-observer.ts';
import type { StackMapper } from '../../src/building/map-stack.ts';
import { createConsole } from '../../src/output/console.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function observing(mapStack?: StackMapper) {
  const written: string[] = [];
  const logged: string[] = [];
  const stream = { isTTY: true, write: (text: string) => written.push(text) > 0 };
  const app = {
    console: createConsole({ stdout: stream, stderr: stream, env: {} }),
    stderr: stream,
    log: { log: (level: string) => logged.push(level), flush: () => Promise.resolve() },
  };
  return { observer: callObserver(app, mapStack), written, logged };
}

describe('callObserver', () => {
  it('draws nothing in the place of a question once the progress was taken away', () => {
    const { observer, written } = observing();
    observer.progress(1, 2, 'KAMI: type your password: ');
    observer.hide();
    const before = written.length;
    expect(written.at(-1)).toBe('\r\u001b[2K');
    vi.advanceTimersByTime(1000);
    expect(written.length).toBe(before);
    observer.progress(2, 2, undefined);
    vi.advanceTimersByTime(1000);
    expect(written.length).toBeGreaterThan(before);
    observer[Symbol.dispose]();
  });

  it('keeps where the tool threw for the answer, and logs it no second time', () => {
    const data = JSON.stringify({ stack: 'at f (/bundle.js:1:2)' });
    const known = observing((text) => text.replace('/bundle.js', 'src/tool.ts'));
    known.observer.log('error', 'no', data);
    expect(known.observer.thrown()).toEqual({ message: 'no', frames: ['at f (src/tool.ts:1:2)'] });
    const unknown = observing();
    unknown.observer.log('error', 'no', data);
    expect(unknown.observer.thrown()).toBeUndefined();
    expect([known.logged, unknown.logged]).toEqual([['debug'], ['error']]);
  });

  it('keeps progress in one line', () => {
    const { observer, written } = observing();
    observer.progress(1, undefined, 'one\nKAMI: two');
    observer[Symbol.dispose]();
    expect(written.join('')).toContain('1 one KAMI: two');
  });
});
