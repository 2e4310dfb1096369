import { describe, expect, it } from 'vitest';
import { refuseDigest, refuseSize } from '../../src/download/expected-content.ts';

describe('refuseSize', () => {
  it.each([
    [10, { size: 10, maxBytes: 10 }, true, true],
    [9, { size: 10, maxBytes: 10 }, false, true],
    [9, { size: 10, maxBytes: 10 }, true, false],
    [11, { size: 10, maxBytes: 100 }, false, false],
    [11, { maxBytes: 10 }, false, false],
    [10, { maxBytes: 10 }, true, true],
    [11, { size: 11, maxBytes: 10 }, true, false],
  ])('of %d bytes where %j is expected, whole: %s → taken: %s', (size, expected, whole, taken) => {
    expect(refuseSize('x', size, expected, whole) === undefined).toBe(taken);
  });
});

describe('refuseDigest', () => {
  it('takes any content where no digest is known, else that of the digest alone', () => {
    expect(refuseDigest('x', 'ab', { maxBytes: 1 })).toBeUndefined();
    expect(refuseDigest('x', 'ab', { maxBytes: 1, sha256: 'ab' })).toBeUndefined();
    expect(refuseDigest('x', 'ab', { maxBytes: 1, sha256: 'cd' })).toMatchObject({
      code: 'KAMI_SOURCE_REFUSED',
    });
  });
});
