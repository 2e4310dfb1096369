import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleEvent } from '../../../registry/test/sample-tool.ts';
import { leafHash, sha256 } from '../../src/log/leaf-hash.ts';

const DIGEST = sha256(new Uint8Array());

describe('sha256', () => {
  it('is the digest of nothing (FIPS 180-4)', () => {
    expect(DIGEST).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});

describe('leafHash', () => {
  it('differs wherever text moves between neighbouring fields, or absence and emptiness are exchanged', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 4 }),
        fc.string({ maxLength: 4 }),
        fc.string({ maxLength: 4 }),
        fc.string({ maxLength: 4 }),
        (a, b, c, d) => {
          const event = sampleEvent();
          const one = leafHash(1, { ...event, actor: a, claimedClient: b }, DIGEST);
          const other = leafHash(1, { ...event, actor: c, claimedClient: d }, DIGEST);
          const isSame = Buffer.from(a).equals(Buffer.from(c)) && Buffer.from(b).equals(Buffer.from(d));
          expect(one === other).toBe(isSame);
          expect(leafHash(1, { ...event, actor: a }, DIGEST)).not.toBe(
            leafHash(1, { ...event, actor: a, claimedClient: '' }, DIGEST),
          );
        },
      ),
    );
  });

  it('depends on the position and on the payload', () => {
    const event = sampleEvent();
    const hashes = [
      leafHash(1, event, DIGEST),
      leafHash(2, event, DIGEST),
      leafHash(1, event, sha256(Uint8Array.of(0))),
    ];
    expect(new Set(hashes).size).toBe(3);
  });
});
