import { describe, expect, it } from 'vitest';
import { createResourceSubscriptions, MAX_SUBSCRIPTIONS } from '../../src/server/resource-subscriptions.ts';

describe('createResourceSubscriptions', () => {
  it('wants what was subscribed to, until it was not', () => {
    const subscriptions = createResourceSubscriptions('legacy');
    expect(subscriptions.wants('a:b')).toBe(false);
    expect(subscriptions.add('a:b')).toBe(true);
    expect([subscriptions.wants('a:b'), subscriptions.wants('a:c')]).toEqual([true, false]);
    subscriptions.delete('a:b');
    expect(subscriptions.wants('a:b')).toBe(false);
  });

  it('takes no more than its bound, and the same one again', () => {
    const subscriptions = createResourceSubscriptions('legacy');
    for (let count = 0; count < MAX_SUBSCRIPTIONS; count++)
      expect(subscriptions.add(`a:${count}`)).toBe(true);
    expect([subscriptions.add('a:more'), subscriptions.add('a:0')]).toEqual([false, true]);
  });

  it('wants everything where the SDK serves what a client listens to', () => {
    expect(createResourceSubscriptions('modern').wants('a:b')).toBe(true);
  });
});
