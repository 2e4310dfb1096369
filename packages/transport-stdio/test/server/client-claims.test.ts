import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClientClaims } from '../../src/server/client-claims.ts';

describe('readClientClaims', () => {
  it.each([
    [undefined, undefined, false, { features: ['logging'] }],
    [{ name: 'a', version: '1' }, {}, true, { claimedClient: 'a/1', features: ['logging', 'progress'] }],
    [{ name: 'a' }, { elicitation: {} }, false, { claimedClient: 'a', features: ['logging', 'form'] }],
    [
      { name: 'a' },
      { elicitation: { url: {} }, sampling: {}, roots: {} },
      false,
      { claimedClient: 'a', features: ['logging', 'url', 'sampling', 'roots'] },
    ],
  ])('of %j and %j', (info, capabilities, progress, claims) => {
    expect(readClientClaims(info, capabilities, progress)).toEqual(claims);
  });

  it('never throws, and bounds the name', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.anything(),
        (info, capabilities) => void readClientClaims(info, capabilities, false),
      ),
    );
    expect(readClientClaims({ name: 'a'.repeat(1000) }, {}, false).claimedClient).toHaveLength(200);
  });
});
