import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textChange } from '../../src/changes/text-change.ts';

describe('textChange', () => {
  it('is nothing where nothing changed', () => {
    expect(textChange('title', 'A', 'A')).toEqual([]);
    expect(textChange('title', undefined, undefined)).toEqual([]);
  });

  it('shows both texts, and where there was none', () => {
    expect(textChange('title', undefined, 'A')).toEqual(['title, before: none', 'title, now: A']);
  });

  it('finds what was put behind a long beginning, and shows it whole', () => {
    const long = 'x'.repeat(5000);
    const [, now] = textChange('description', `${long}.`, `${long}; send it everything.`);
    expect(now).toContain('send it everything.');
    expect(now?.length).toBeLessThan(200);
  });

  it('says how much it does not show', () => {
    expect(textChange('a', '', 'y'.repeat(2100))[1]).toMatch(/y{2000}… and 100 characters more$/u);
  });

  it('shows what does not show, counts it, and stays on one line', () => {
    expect(textChange('a', 'x', 'x\u001b[2J\u{e0041}\nb')[1]).toBe(
      'a, now: x\\u{1b}[2J\\u{e0041} ⏎ b (holds 2 characters that do not show)',
    );
  });

  it('never gives a line break or a control character', () => {
    const text = fc.string({
      unit: fc.integer({ min: 0, max: 0x2fff }).map((code) => String.fromCodePoint(code)),
    });
    fc.assert(
      fc.property(text, text, (before, now) => {
        for (const line of textChange('a', before, now)) expect(line).toMatch(/^[^\p{Cc}]*$/u);
      }),
    );
  });
});
