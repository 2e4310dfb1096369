import { describe, expect, it } from 'vitest';
import { createReadiness } from '../../src/broker/readiness.ts';

/** An exchange whose readiness the test tells, and how often it was asked. */
function exchange() {
  const asked: (() => void)[] = [];
  const readiness = createReadiness(() => {
    const { promise, resolve } = Promise.withResolvers<void>();
    asked.push(resolve);
    return promise;
  });
  return { readiness, asked };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('createReadiness', () => {
  it('asks once, however often it is waited for, and wakes the last wait only', async () => {
    const { readiness, asked } = exchange();
    const woken: number[] = [];
    for (let wait = 0; wait < 10_000; wait++) {
      readiness.await(() => woken.push(wait));
      if (wait < 9999) readiness.forget();
    }
    expect(asked).toHaveLength(1);
    asked[0]?.();
    await settled();
    expect(woken).toEqual([9999]);
  });

  it('knows what was ready until something is read, and then asks again', async () => {
    const { readiness, asked } = exchange();
    readiness.await(() => undefined);
    readiness.forget();
    asked[0]?.();
    await settled();
    let known = 0;
    readiness.await(() => (known += 1));
    expect([known, asked.length]).toEqual([1, 1]);
    readiness.reset();
    readiness.await(() => (known += 1));
    expect([known, asked.length]).toEqual([1, 2]);
  });

  it('takes no answer to a question from before the last read', async () => {
    const { readiness, asked } = exchange();
    let woken = 0;
    readiness.await(() => (woken += 1));
    readiness.reset();
    readiness.await(() => (woken += 1));
    asked[0]?.();
    await settled();
    expect(woken).toBe(0);
    asked[1]?.();
    await settled();
    expect(woken).toBe(1);
  });
});
