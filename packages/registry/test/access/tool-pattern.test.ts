import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { matchesToolPattern, parseToolPattern } from '../../src/index.ts';

const part = fc.stringMatching(/^[a-c._-]{0,6}$/u);
const name = fc.stringMatching(/^[a-c._-]{0,20}$/u);
const pattern = fc.stringMatching(/^[a-c.*?-]{1,12}$/u);

describe('parseToolPattern', () => {
  it.each(['*', 'git-*', 'dev.example.*', 'a?c', 'A_b', 'x'.repeat(128)])('takes %j', (text) => {
    expect(parseToolPattern(text)).toEqual({ ok: true, value: text });
  });

  it.each(['', ' ', 'a b', '[ab]', '{a,b}', '!a', 'a/b', 'é', 'a\n', 'x'.repeat(129)])(
    'refuses %j',
    (text) => {
      expect(parseToolPattern(text)).toMatchObject({
        ok: false,
        error: { code: 'KAMI_USAGE', message: expect.stringContaining('is no pattern') as string },
      });
    },
  );
});

describe('matchesToolPattern', () => {
  it.each([
    ['*', 'anything', true],
    ['git-*', 'git-log', true],
    ['git-*', 'git-', true],
    ['git-*', 'agit-log', false],
    ['*-log', 'git-log', true],
    ['*-log', 'git-log-2', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['a*b*c', 'axxbyyc', true],
    ['a*b*c', 'axxcyyb', false],
    ['dev.*', 'devx', false],
  ])('%j and %j: %s', (text, subject, expected) => {
    expect(matchesToolPattern(text, subject)).toBe(expected);
  });

  it('is what a regular expression says', () => {
    fc.assert(
      fc.property(pattern, name, (text, subject) => {
        const escaped = text.replaceAll(/[.-]/gu, String.raw`\$&`).replaceAll('-', '-');
        const source = escaped.replaceAll('\\-', '-').replaceAll('*', '.*').replaceAll('?', '.');
        expect(matchesToolPattern(text, subject)).toBe(new RegExp(`^${source}$`, 'su').test(subject));
      }),
    );
  });

  it('matches what it was cut from', () => {
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        expect(matchesToolPattern(`${a}*${c}`, `${a}${b}${c}`)).toBe(true);
      }),
    );
  });

  it('ends soon where a backtracking matcher would not', () => {
    expect(matchesToolPattern(`${'a*'.repeat(60)}b`, 'a'.repeat(10_000))).toBe(false);
  });
});
