import { describe, expect, it } from 'vitest';
import { andThen, isComing } from '../../src/tool/maybe-promise.ts';

describe('andThen', () => {
  it('goes on at once with what is there, and later with what is not', async () => {
    expect(andThen(2, (value) => value + 1)).toBe(3);
    const later = andThen(Promise.resolve(2), (value) => value + 1);
    expect(isComing(later)).toBe(true);
    expect(await later).toBe(3);
    expect(await andThen(2, (value) => Promise.resolve(value + 1))).toBe(3);
  });

  it('throws at once what the next step throws', () => {
    expect(() =>
      andThen(2, () => {
        throw new Error('no');
      }),
    ).toThrow('no');
  });
});

describe('isComing', () => {
  it('knows promises by their then', () => {
    expect(isComing(new Promise(() => {}))).toBe(true);
    expect([1, null, undefined, {}, 'then'].some((value) => isComing(value))).toBe(false);
  });
});
