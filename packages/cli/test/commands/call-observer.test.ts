import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callObserver } from '../../src/commands/call-observer.ts';
import { createConsole } from '../../src/output/console.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function observing() {
  const written: string[] = [];
  const stream = { isTTY: true, write: (text: string) => written.push(text) > 0 };
  const app = {
    console: createConsole({ stdout: stream, stderr: stream, env: {} }),
    stderr: stream,
    log: { log: () => undefined, flush: () => Promise.resolve() },
  };
  return { observer: callObserver(app), written };
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

  it('keeps progress in one line', () => {
    const { observer, written } = observing();
    observer.progress(1, undefined, 'one\nKAMI: two');
    observer[Symbol.dispose]();
    expect(written.join('')).toContain('1 one KAMI: two');
  });
});
