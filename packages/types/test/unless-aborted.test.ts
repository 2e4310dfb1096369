import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { unlessAborted } from '@kami/types';

describe('unlessAborted', () => {
  it('gives what the promise gives, or its rejection, and listens no longer', async () => {
    const { signal } = new AbortController();
    expect(await unlessAborted(Promise.resolve(1), signal)).toBe(1);
    await expect(unlessAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('gives nothing as soon as the signal fires', async () => {
    const controller = new AbortController();
    const { promise } = Promise.withResolvers<number>();
    const given = unlessAborted(promise, controller.signal);
    controller.abort();
    expect(await given).toBeUndefined();
    expect(await unlessAborted(Promise.resolve(1), controller.signal)).toBeUndefined();
  });
});
