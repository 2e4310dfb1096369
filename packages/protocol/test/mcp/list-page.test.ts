import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listPage } from '../../src/index.ts';

describe('listPage', () => {
  it('gives every element once, in order, however long pages are', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: 'binary' })),
        fc.integer({ min: 1, max: 5 }),
        (keys, size) => {
          const sorted = keys.filter((key) => key.isWellFormed()).toSorted((a, b) => (a < b ? -1 : 1));
          const seen: string[] = [];
          for (let cursor: string | undefined; ;) {
            const page = listPage(sorted, (key) => key, cursor, size);
            seen.push(...(page?.items ?? []));
            cursor = page?.nextCursor;
            if (cursor === undefined) break;
          }
          expect(seen).toEqual(sorted);
        },
      ),
    );
  });

  it('goes on after what is there no more', () => {
    const first = listPage(['a', 'b', 'c'], (key) => key, undefined, 2);
    expect(listPage(['a', 'c'], (key) => key, first?.nextCursor, 2)).toEqual({ items: ['c'] });
  });

  it.each(['', 'no-such', '%', 'after'])('knows no cursor %j', (cursor) => {
    expect(listPage(['a'], (key) => key, cursor)).toBeUndefined();
  });
});
