import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { guests } from './index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const patterns = [
  'packages/*/test/**/*.test.ts',
  'testing/**/*.test.ts',
  'testing/adversarial/*-ground.ts',
  'examples/*/test/**/*.test.ts',
];
const tests = globSync(patterns, {
  cwd: root,
  exclude: ['**/node_modules/**', 'testing/guests/exercised.test.ts'],
});
const sources = tests.map((file) => readFileSync(`${root}${file}`, 'utf8'));

/** A guest is exercised by a test that names it, quoted, beside `guestPath` or in a table of guests. */
function isExercised(name: string): boolean {
  const quoted = new RegExp(`['"\`]${name}['"\`]|^\\s*${name}:`, 'mu');
  return sources.some((source) => source.includes('guests/index.ts') && quoted.test(source));
}

describe('the guests of the tests', () => {
  it('are looked for in the tests that are there', () => {
    expect(tests.length).toBeGreaterThan(10);
    expect(isExercised('no-such-guest')).toBe(false);
  });

  it.each(Object.keys(guests))('%s is exercised by a test', (name) => {
    expect(isExercised(name)).toBe(true);
  });

  it('are all the folders with a source', () => {
    const folders = globSync('*/guest.{c,cc,rs,wat,mjs,ts}', { cwd: import.meta.dirname }).map(
      (file) => file.split(/[/\\]/u)[0],
    );
    expect(new Set(folders)).toEqual(new Set(Object.keys(guests)));
  });
});
