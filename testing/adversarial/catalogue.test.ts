import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { catalogue, type CatalogueGroup } from './catalogue.ts';
import { casesOf, catalogueProblems, doneCasesOf } from './catalogue-problems.ts';

/** The numbers of the cases by group: the first and the last, all between them included. */
const numbers: Readonly<Record<string, readonly [first: number, last: number]>> = {
  'file system': [1, 25],
  network: [26, 50],
  'processor and memory': [51, 66],
  MCP: [67, 81],
  manifest: [82, 89],
  registry: [90, 95],
  'event log': [96, 102],
  'supply chain': [103, 109],
};
/** The cases that are done; a case that was is never given up again. */
const done: readonly number[] = [...range(1, 95), ...range(103, 109)];

const folder = import.meta.dirname;
const files = globSync('*.test.ts', { cwd: folder }).map((name) => ({
  name,
  text: readFileSync(join(folder, name), 'utf8'),
}));

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_none, index) => first + index);
}

const small: Readonly<Record<string, CatalogueGroup>> = {
  'file system': { expected: { 1: 'refused', 2: 'refused' }, done: 'all' },
  network: { expected: { 3: 'denied', 4: 'denied' }, done: [4] },
};
const whole = [
  {
    name: 'file-system-paths.test.ts',
    text: "describe('x', () => { it('case 1: a', f); it('case 2: b', f); });",
  },
  { name: 'network.test.ts', text: "it('case 4: c', async () => {}); it('something else', f);" },
];
const instead = (text: string) =>
  catalogueProblems(small, [{ name: 'file-system.test.ts', text }, ...whole.slice(1)]);

describe('the catalogue', () => {
  it('has every case once', () => {
    expect(Object.keys(catalogue)).toEqual(Object.keys(numbers));
    for (const [name, group] of Object.entries(catalogue)) {
      const [first, last] = numbers[name] ?? [0, 0];
      expect(casesOf(group), name).toEqual(range(first, last));
    }
    expect(Object.values(catalogue).flatMap(doneCasesOf)).toEqual(done);
  });

  it('has one test for each case that is done, run each time', () => {
    expect(catalogueProblems(catalogue, files)).toEqual([]);
  });
});

describe('catalogueProblems', () => {
  it('finds nothing wrong where nothing is', () => {
    expect(catalogueProblems(small, whole)).toEqual([]);
  });

  it('finds a missing case in what is done, and only there', () => {
    expect(instead("it('case 1: a', f);")).toEqual(['case 2 has no test.']);
    expect(catalogueProblems(small, whole.slice(0, 1))).toEqual(['case 4 has no test.']);
  });

  it('finds a case with two tests, in two files too', () => {
    const twice = "it('case 1: a', f); it('case 2: b', f); it('case 1: c', f);";
    expect(instead(twice)).toEqual(['case 1 has several tests.']);
    const third = { name: 'network-rules.test.ts', text: "it('case 4: c', f);" };
    expect(catalogueProblems(small, [...whole, third])).toEqual(['case 4 has several tests.']);
  });

  it.each([
    "it.skip('case 2: b', f);",
    "it.todo('case 2: b');",
    "it.only('case 2: b', f);",
    "it.fails('case 2: b', f);",
    "it.skipIf(slow)('case 2: b', f);",
    "it.runIf(fast)('case 2: b', f);",
    "it.each([1])('case 2: %s', f);",
    "it('case 2: b', { skip: true }, f);",
    "it('case 2: b', { todo: true }, f);",
    "it('case 2: b', (context) => { context.skip(); });",
    'it(`case ${2}: b`, f);',
    "it('case two', f);",
    "test('case 2: b', f);",
    "if (linux) it('case 2: b', f);",
    "linux && it('case 2: b', f);",
    "for (const x of []) it('case 2: b', f);",
    "function later() { it('case 2: b', f); }",
    "describe.skip('x', () => { it('case 2: b', f); });",
    "describe.skipIf(slow)('x', () => { it('case 2: b', f); });",
    "describe.todo('x', () => { describe('y', () => { it('case 2: b', f); }); });",
  ])('finds a case that may be left out: %s', (text) => {
    expect(instead(`it('case 1: a', f); ${text}`)[0]).toMatch(/^file-system\.test\.ts:1: /u);
  });

  it('finds a case that nobody knows, and one in a file of another group', () => {
    expect(instead("it('case 1: a', f); it('case 2: b', f); it('case 5: c', f);")).toEqual([
      'file-system.test.ts:1: case 5 is not in the catalogue.',
    ]);
    expect(instead("it('case 1: a', f); it('case 2: b', f); it('case 3: c', f);")).toEqual([
      'file-system.test.ts:1: case 3 belongs into a file network*.test.ts.',
    ]);
  });
});
