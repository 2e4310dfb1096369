import { describe, expect, it } from 'vitest';
import { createParking } from '../../src/index.ts';

describe('createParking', () => {
  it('has so many places, half of them for one principal, and gives them back', () => {
    const parking = createParking({ maxParked: 4, waitMs: 1 });
    const first = parking.enter('a');
    const second = parking.enter('a');
    expect([first, second, parking.enter('a')].map((place) => place !== undefined)).toEqual([
      true,
      true,
      false,
    ]);
    expect(
      [parking.enter('b'), parking.enter('c'), parking.enter('d')].map((place) => place !== undefined),
    ).toEqual([true, true, false]);
    first?.[Symbol.dispose]();
    expect(parking.enter('a')).toBeDefined();
  });

  it('has none where nobody may be asked', () => {
    expect(createParking({ maxParked: 0, waitMs: 1 }).enter('a')).toBeUndefined();
  });
});
