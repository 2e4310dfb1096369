import { describe, expect, it } from 'vitest';
import { createTestClock, DEFAULT_TIME } from '../../src/testing/test-clock.ts';

describe('createTestClock', () => {
  it('stands still until it is set or put on', () => {
    const clock = createTestClock(DEFAULT_TIME);
    expect(clock.at()).toBe(Date.UTC(2026, 0, 1) * 1000);
    clock.advance(1.5);
    expect(clock.at()).toBe(Date.UTC(2026, 0, 1) * 1000 + 1500);
    clock.set(new Date(7));
    expect(clock.now()).toEqual(new Date(7));
    expect(clock.at()).toBe(7000);
  });

  it('is the machine’s own where that is asked for, until it is set', () => {
    const clock = createTestClock('system');
    expect(clock.at()).toBeUndefined();
    expect(clock.now().getTime()).toBeGreaterThan(Date.UTC(2026, 0, 1));
    clock.set('2030-01-01T00:00:00Z');
    expect(clock.at()).toBe(Date.UTC(2030, 0, 1) * 1000);
  });

  it.each(['yesterday', '1969-12-31T23:59:59Z', Number.NaN, 1e15])('refuses %s', (time) => {
    expect(() => createTestClock(time)).toThrow('is no time after 1970');
  });
});
