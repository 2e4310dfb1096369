import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { descriptorStat, wireTimes } from '../../../src/executor/wasi/filesystem/descriptor-stat.ts';

const keep = { tag: 'no-change' } as const;
const at = (seconds: bigint, nanoseconds: number) =>
  ({ tag: 'timestamp', val: { seconds, nanoseconds } }) as const;

describe('wireTimes', () => {
  it('says nanoseconds since 1970, or now, or nothing', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 33n), fc.integer({ min: 0, max: 999_999_999 }), (seconds, nanos) => {
        const time = String(seconds * 1_000_000_000n + BigInt(nanos));
        expect(wireTimes(at(seconds, nanos), { tag: 'now' })).toEqual({ accessed: time, modified: 'now' });
      }),
    );
    expect(wireTimes(keep, keep)).toEqual({});
  });

  it('refuses what is no time, and does not wrap around', () => {
    expect(wireTimes(at(0n, 1_000_000_000), keep)).toBeUndefined();
    expect(wireTimes(keep, at(2n ** 64n - 1n, 0))).toBeUndefined();
  });
});

describe('descriptorStat', () => {
  it('gives none for a time before 1970', () => {
    const times = { accessedNanos: '-1', modifiedNanos: '1500000000', changedNanos: '0' };
    const stat = { type: 'regular-file', linkCount: 1, size: 2, identity: 'x', ...times } as const;
    expect(descriptorStat(stat)).toMatchObject({
      size: 2n,
      dataAccessTimestamp: undefined,
      dataModificationTimestamp: { seconds: 1n, nanoseconds: 500_000_000 },
      statusChangeTimestamp: { seconds: 0n, nanoseconds: 0 },
    });
  });
});
