import { describe, expect, it } from 'vitest';
import { formatTable } from '../../../src/web/console/format-table.ts';
import { formatValues } from '../../../src/web/console/format-values.ts';

describe('formatTable', () => {
  it('has a row for each entry and a column for each property', () => {
    expect(formatTable([{ a: 1, b: 'x' }, { a: 22 }])).toBe(
      '(index) | a  | b\n0       | 1  | x\n1       | 22 |',
    );
  });

  it('shows plain values, and only the columns that were asked for', () => {
    expect(formatTable({ x: 1 })).toBe('(index) | Values\nx       | 1');
    expect(formatTable([{ a: 1, b: [2] }], ['b'])).toBe('(index) | b\n0       | [2]');
    expect(formatTable('text')).toBeUndefined();
  });
});

describe('formatValues', () => {
  it('fills specifiers with what follows, and leaves them where nothing does', () => {
    expect(formatValues(['%s is %d of %f%%, %o %c!', 'a', '7x', 1.5, { b: 1 }, 'css', 'more'])).toBe(
      'a is 7 of 1.5%, {"b":1} ! more',
    );
    expect(formatValues(['100%', 'a %s'])).toBe('100% a %s');
    expect(formatValues(['%s %s', 'a'])).toBe('a %s');
  });
});
