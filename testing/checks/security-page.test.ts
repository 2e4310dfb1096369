import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { doneCasesOf } from '../adversarial/catalogue-problems.ts';
import { catalogue } from '../adversarial/catalogue.ts';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/security.md', root), 'utf8');

/** The cases that the page names, ranges included. */
function namedCases(text: string): ReadonlySet<number> {
  const lists = [...text.matchAll(/\bcases? (\d+(?:(?:, | to )\d+)*)/gu)].map(([, list = '']) => list);
  return new Set(
    lists
      .flatMap((list) => list.split(', '))
      .flatMap((part) => {
        const [first = 0, last = first] = part.split(' to ').map(Number);
        return Array.from({ length: last - first + 1 }, (_none, index) => first + index);
      }),
  );
}

describe('the page on security', () => {
  it('reads lists of cases with ranges', () => {
    expect(namedCases('cases 1 to 3, 7, and case 9; 12 cases')).toEqual(new Set([1, 2, 3, 7, 9]));
  });

  it('names test files and decisions that exist', () => {
    const paths = [...page.matchAll(/`((?:packages|testing|adr)\/[^`]+\.[a-z]+)`/gu)].map(
      ([, path = '']) => path,
    );
    const missing = paths.filter(
      (path) => !existsSync(fileURLToPath(new URL(path.startsWith('adr/') ? `docs/${path}` : path, root))),
    );
    expect(paths.length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });

  it('proves its promises by cases that are done, and leaves none of them out', () => {
    const done = Object.values(catalogue).flatMap(doneCasesOf);
    expect([...namedCases(page)].toSorted((a, b) => a - b)).toEqual(done);
  });
});
