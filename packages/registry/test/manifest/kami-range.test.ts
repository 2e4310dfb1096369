import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isKamiRange, satisfiesKamiRange } from '@kami/registry';

describe('isKamiRange', () => {
  it.each(['>=0.1', '>=0.1 <1', '=1.2.3', '<2'])('accepts %s', (range) =>
    expect(isKamiRange(range)).toBe(true),
  );
  it.each(['', '0.1', '^0.1', '>= 0.1', '>=0.1  <1', '>=0.1.2.3', '>=x', '>=0.1 '])('refuses "%s"', (range) =>
    expect(isKamiRange(range)).toBe(false),
  );
});

describe('satisfiesKamiRange', () => {
  it.each([
    ['>=0.1', '0.1.0', true],
    ['>=0.1', '0.0.9', false],
    ['>=0.1', '0.10.0', true],
    ['>0.1', '0.1.0', false],
    ['<=0.1', '0.1.1', false],
    ['>=0.1 <0.3', '0.2.9', true],
    ['>=0.1 <0.3', '0.3.0', false],
    ['=1', '1.0.0', true],
    ['>=0.2', '0.2.0-rc.1', true],
    ['nonsense', '1.0.0', false],
  ])('%s holds for %s: %s', (range, version, expected) =>
    expect(satisfiesKamiRange(range, version)).toBe(expected),
  );

  it('is one of below, equal and above for any two versions', () => {
    const version = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(version, version, (a, b) => {
        const holds = ['<', '=', '>'].filter((operator) => satisfiesKamiRange(`${operator}${a}`, b));
        expect(holds).toHaveLength(1);
      }),
    );
  });
});
