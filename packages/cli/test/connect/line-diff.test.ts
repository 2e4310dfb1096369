import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { diffLines } from '../../src/connect/line-diff.ts';

describe('diffLines', () => {
  it('shows what changed with three lines around it', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\nh\ni\n';
    const shown = diffLines(before, before.replace('e\n', 'E\nE2\n')).map(({ sign, text }) => sign + text);
    expect(shown).toEqual([' b', ' c', ' d', '-e', '+E', '+E2', ' f', ' g', ' h']);
  });

  it('is empty where nothing changed', () => {
    expect(diffLines('a\n', 'a\n')).toEqual([]);
    expect(diffLines('', '')).toEqual([]);
  });

  it('has every line that is only in one of them', () => {
    const lines = fc.array(fc.stringMatching(/^[a-c]{0,2}$/u), { maxLength: 8 });
    fc.assert(
      fc.property(lines, lines, lines, lines, (head, old, fresh, tail) => {
        const text = (middle: readonly string[]) =>
          [...head, ...middle, ...tail].map((line) => `${line}\n`).join('');
        const shown = diffLines(text(old), text(fresh));
        const removed = shown.filter(({ sign }) => sign === '-').length;
        const added = shown.filter(({ sign }) => sign === '+').length;
        expect(added - removed).toBe(fresh.length - old.length);
        expect(shown.length === 0).toBe(text(old) === text(fresh));
      }),
    );
  });
});
