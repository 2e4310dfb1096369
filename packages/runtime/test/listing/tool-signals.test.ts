import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createToolSignals, MAX_SIGNALS, SIGNAL_PAUSE_MS } from '../../src/listing/tool-signals.ts';
import { fakeTool } from '../support/fixtures.ts';

const tool = fakeTool('a');
const CHANGED = { kind: 'resources' } as const;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function heard(): { signals: ReturnType<typeof createToolSignals>; seen: string[] } {
  const signals = createToolSignals();
  const seen: string[] = [];
  signals.add(({ name }, signal) =>
    seen.push(`${name} ${signal.kind === 'resource' ? signal.uri : signal.kind}`),
  );
  return { signals, seen };
}

describe('createToolSignals', () => {
  it('passes the first of equal signals at once and the last after a pause', () => {
    const { signals, seen } = heard();
    for (let count = 0; count < 1000; count++) signals.tell(tool, CHANGED);
    expect(seen).toEqual(['a resources']);
    vi.advanceTimersByTime(SIGNAL_PAUSE_MS);
    expect(seen).toHaveLength(2);
    vi.advanceTimersByTime(10 * SIGNAL_PAUSE_MS);
    expect(seen).toHaveLength(2);
    signals.tell(tool, CHANGED);
    expect(seen).toHaveLength(3);
  });

  it('drops what is over the bound of one tool, and nothing of another', () => {
    const { signals, seen } = heard();
    for (let count = 0; count < 1000; count++) signals.tell(tool, { kind: 'resource', uri: `a:${count}` });
    signals.tell(fakeTool('b'), CHANGED);
    expect(seen).toHaveLength(MAX_SIGNALS + 1);
    vi.advanceTimersByTime(SIGNAL_PAUSE_MS);
    signals.tell(tool, { kind: 'resource', uri: 'a:new' });
    expect(seen.at(-1)).toBe('a a:new');
  });

  it('is silent once it is disposed or a listener has gone', () => {
    const { signals, seen } = heard();
    signals.add(() => seen.push('other'))[Symbol.dispose]();
    signals.tell(tool, CHANGED);
    signals.tell(tool, CHANGED);
    signals[Symbol.dispose]();
    vi.advanceTimersByTime(SIGNAL_PAUSE_MS);
    expect(seen).toEqual(['a resources']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
