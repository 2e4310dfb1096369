import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestName } from '../../src/index.ts';

describe('nearestName', () => {
  it.each([
    ['json-qery', 'json-query'],
    ['JSON-QUERY', 'json-query'],
    ['note', 'notes'],
    ['ntoes', 'notes'],
    ['noets', 'notes'],
    ['xyz', undefined],
    ['__proto__', undefined],
  ])('%s is near %s', (name, near) => {
    expect(nearestName(name, ['csv-stats', 'json-query', 'notes'])).toBe(near);
  });

  it('gives a candidate or nothing, and the name itself when it is one', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (name, candidates) => {
        const near = nearestName(name, candidates);
        if (near !== undefined) expect(candidates).toContain(near);
        expect(
          nearestName(name, [...candidates, name])
            ?.toLowerCase()
            .slice(0, 64),
        ).toBe(name.toLowerCase().slice(0, 64));
      }),
    );
  });
});
