import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPortableName } from '../../src/jail/portable-name.ts';

describe('isPortableName', () => {
  it.each(['a', 'Con1', 'nul-', 'a.b.c', '.hidden', 'émile', 'com10.txt', 'a b'])('takes %j', (name) => {
    expect(isPortableName(name)).toBe(true);
  });
  it.each([
    'CON',
    'con.txt',
    'Nul.tar.gz',
    'COM1',
    'lpt9.x',
    'com¹',
    'a:b',
    'a\\b',
    'a?',
    'a.',
    'a ',
    'a\u0001',
  ])('refuses %j', (name) => {
    expect(isPortableName(name)).toBe(false);
  });
  it('takes no name that holds what means something else somewhere, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('<', '>', ':', '"', '|', '?', '*', '\\', '\0', '\n'),
        fc.string(),
        (before, sign, after) => {
          expect(isPortableName(before + sign + after)).toBe(false);
        },
      ),
    );
  });
});
