import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_RESOURCE_URI } from '@kami/types';

import { takePage } from '../../src/server/page-cursor.ts';

const self = (name: string): string => name;
const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9_-]{1,12}$/u), { maxLength: 40 });

/** Every page from the first to the last, with a change of the items between two pages. */
function walk(
  sorted: readonly string[],
  size: number,
  between = (items: readonly string[]) => items,
): string[] {
  const all: string[] = [];
  let items = sorted;
  for (let cursor: string | undefined; ;) {
    const page = takePage(items, self, cursor, size);
    all.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === undefined) return all;
    items = between(items);
  }
}

describe('takePage', () => {
  it('gives every item once, in order, in pages of the size', () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 1, max: 10 }), (items, size) => {
        const sorted = items.toSorted();
        expect(walk(sorted, size)).toEqual(sorted);
        expect(takePage(sorted, self, undefined, size).items.length).toBeLessThanOrEqual(size);
      }),
    );
  });

  it('misses and repeats nothing that stays, while others come and go', () => {
    fc.assert(
      fc.property(names, names, fc.integer({ min: 1, max: 5 }), (stay, others, size) => {
        const staying = new Set(stay);
        const coming = others.filter((name) => !staying.has(name));
        let there = false;
        const seen = walk(stay.toSorted(), size, () => {
          there = !there;
          return [...stay, ...(there ? coming : [])].toSorted();
        });
        expect(seen.filter((name) => staying.has(name))).toEqual(stay.toSorted());
        expect(new Set(seen).size).toBe(seen.length);
      }),
    );
  });

  it('goes on after the longest name that there is', () => {
    const all = ['a'.repeat(MAX_RESOURCE_URI), 'b'];
    expect(walk(all, 1)).toEqual(all);
  });

  it('has no cursor on the last page, however full it is', () => {
    expect(takePage(['a', 'b'], self, undefined, 2)).toEqual({ items: ['a', 'b'] });
    expect(takePage([], self, undefined, 2)).toEqual({ items: [] });
  });

  it('refuses a cursor that it did not give', () => {
    const given = takePage(['a', 'b'], self, undefined, 1).nextCursor ?? '';
    for (const cursor of ['', 'x', 'a', `${given}=`, ` ${given}`, given.slice(1), 'é', 'A'.repeat(9000)])
      expect(() => takePage(['a', 'b'], self, cursor, 1), cursor).toThrow('not one that this server gave');
  });
});
