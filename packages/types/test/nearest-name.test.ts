import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestName } from '@kami/types';

describe('nearestName', () => {
  const names = ['json-query', 'csv-stats', 'markdown', 'notes'];
  it.each([
    ['json-qeury', 'json-query'],
    ['jsonquery', 'json-query'],
    ['JSON-QUERY', 'json-query'],
    ['note', 'notes'],
    ['sntoes', 'notes'],
    ['weather', undefined],
    ['', undefined],
  ])('%s is near %s', (wanted, expected) => expect(nearestName(names, wanted)).toBe(expected));

  it('finds a name that one edit changed', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{4,12}$/), fc.nat(11), (name, at) => {
        const changed = name.slice(0, at) + name.slice(at + 1);
        expect(nearestName([name, 'zzzzzzzzzzzzzzzzzzzzzzzz'], changed)).toBe(name);
      }),
    );
  });
});
