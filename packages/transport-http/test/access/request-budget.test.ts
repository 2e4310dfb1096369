import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRequestBudget } from '../../src/access/request-budget.ts';

const bounds = { requestsPerSecond: 10, burst: 3, concurrent: 2 };

describe('a budget', () => {
  it('gives its burst, then one request at each step of its rate, and says when', () => {
    let now = 0;
    const budget = createRequestBudget(bounds, () => now);
    expect([1, 2, 3].map(() => budget.spend())).toEqual([undefined, undefined, undefined]);
    expect(budget.spend()).toEqual({ waitMs: 100 });
    now = 60;
    expect(budget.spend()).toEqual({ waitMs: 40 });
    now = 100;
    expect(budget.spend()).toBeUndefined();
    expect(budget.spend()).toEqual({ waitMs: 100 });
    now = 1_000_000;
    expect([1, 2, 3, 4].map(() => budget.spend() === undefined)).toEqual([true, true, true, false]);
  });

  it('never gives more than burst and rate allow, however requests come', () => {
    const steps = fc.array(fc.nat(400), { maxLength: 100 });
    fc.assert(
      fc.property(steps, (pauses) => {
        let now = 0;
        const budget = createRequestBudget(bounds, () => now);
        let given = 0;
        for (const pause of pauses) {
          now += pause;
          if (budget.spend() === undefined) given += 1;
        }
        expect(given).toBeLessThanOrEqual(bounds.burst + (now * bounds.requestsPerSecond) / 1000 + 1e-6);
      }),
    );
  });

  it('has so many places, and each is given back once', () => {
    const budget = createRequestBudget(bounds, () => 0);
    const [first, second] = [budget.enter(), budget.enter()];
    expect(budget.enter()).toBeUndefined();
    first?.[Symbol.dispose]();
    first?.[Symbol.dispose]();
    expect(budget.enter()).toBeDefined();
    expect(budget.enter()).toBeUndefined();
    second?.[Symbol.dispose]();
    expect(budget.enter()).toBeDefined();
  });
});
