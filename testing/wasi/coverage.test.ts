import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { CASES_BY_GUEST } from './all-cases.ts';
import { type Claim, coverageOf, readClaim } from './coverage.ts';
import { readDeclaredFunctions } from './declared-functions.ts';
import { forgeable } from './forged-handles.ts';
import { type FunctionName, offeredFunctions } from './offered-functions.ts';
import { reportLines } from './report.ts';
import { DENIED, resourceOf, UNREACHABLE } from './uncovered.ts';

const functions = offeredFunctions();
/** The names of tests that stand by themselves, beside the tables. */
const titles = ['conformance.test.ts', 'libraries.test.ts'].flatMap((file) => {
  const source = readFileSync(new URL(file, import.meta.url), 'utf8');
  return [...source.matchAll(/^ {2}it\('([^']+)'/gmu)].map(([, title = '']) => title);
});
const claims: readonly Claim[] = [
  ...Object.values(CASES_BY_GUEST).flatMap((cases) =>
    cases.map(({ kind, covers }) => ({ kind, name: covers })),
  ),
  ...forgeable().map(([kind, name]) => ({ kind, name })),
  ...titles.flatMap((title) => readClaim(title) ?? []),
];

describe('the conformance cases', () => {
  it('cover every function that the WIT files declare', () => {
    const missing = coverageOf(functions, claims).filter(({ isCovered }) => !isCovered);
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it('are of functions that are declared', () => {
    const unknown = claims.filter(({ name }) => !functions.includes(name));
    expect(unknown).toEqual([]);
    expect(Object.keys(DENIED).filter((name) => !functions.includes(name as FunctionName))).toEqual([]);
    const resources = new Set(functions.map(resourceOf));
    expect(Object.keys(UNREACHABLE).filter((name) => !resources.has(name))).toEqual([]);
  });
});

describe('the coverage', () => {
  const name = 'wasi:io/poll poll';
  const [positive, negative] = (['positive', 'negative'] as const).map((kind): Claim => ({ kind, name }));

  it('wants a positive and a negative case', () => {
    const isCovered = (...of: (Claim | undefined)[]): boolean | undefined =>
      coverageOf(
        [name],
        of.filter((claim) => claim !== undefined),
      )[0]?.isCovered;
    expect([isCovered(), isCovered(positive), isCovered(negative)]).toEqual([false, false, false]);
    expect(isCovered(positive, negative)).toBe(true);
  });

  it('is printed by function, with what is missing and the total', () => {
    const lines = reportLines(coverageOf([name, 'wasi:io/error [method]error.to-debug-string'], [...claims]));
    expect(lines.at(-1)).toBe('functions of the WIT files covered: 2 / 2 = 100.0 %');
    expect(reportLines(coverageOf([name], [])).join('\n')).toContain(
      'poll  NOT COVERED positive 0, negative 0',
    );
  });

  it('is read from the names of tests', () => {
    expect(readClaim('negative: a:b/c [method]d.e-f: fails')).toEqual({
      kind: 'negative',
      name: 'a:b/c [method]d.e-f',
    });
    expect(readClaim('something else')).toBeUndefined();
  });
});

describe('the reader of WIT', () => {
  it('finds functions, methods, static functions and constructors, and nothing else', () => {
    const wit = `package a:b@0.2.1 { // interface no { x: func(); }
      interface c { use d.{e}; record f { func: u8 } %stream: func(a: list<u8>) -> result<_, e>;
        @since(version = 0.2.0) resource r { constructor(a: u8); get: func(); make: static func() -> r; }
        resource empty; variant v { constructor(u8) } last: func(); }
      world w { import x: func(); } }`;
    expect(readDeclaredFunctions(wit).map(({ interfaceName, name }) => `${interfaceName} ${name}`)).toEqual([
      'a:b/c stream',
      'a:b/c [constructor]r',
      'a:b/c [method]r.get',
      'a:b/c [static]r.make',
      'a:b/c last',
    ]);
  });

  it('finds some in every interface that has any', () => {
    expect(functions.length).toBeGreaterThan(190);
    expect(new Set(functions.map((name) => name.split('/', 1)[0]))).toEqual(
      new Set([
        'wasi:cli',
        'wasi:clocks',
        'wasi:config',
        'wasi:filesystem',
        'wasi:http',
        'wasi:io',
        'wasi:random',
        'wasi:sockets',
        'kami:host',
      ]),
    );
  });
});
