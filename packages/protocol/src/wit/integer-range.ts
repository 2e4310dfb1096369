import type { WitPrimitive } from '@kami/types';

/** WIT's integer types. */
export type WitInteger = Extract<WitPrimitive, 's8' | 'u8' | 's16' | 'u16' | 's32' | 'u32' | 's64' | 'u64'>;

/** Smallest and largest value of an integer type (Component Model, `primvaltype`). */
export interface IntegerRange {
  readonly min: bigint;
  readonly max: bigint;
}

/** The range of every integer type. */
export const INTEGER_RANGES: { readonly [K in WitInteger]: IntegerRange } = {
  s8: { min: -(2n ** 7n), max: 2n ** 7n - 1n },
  u8: { min: 0n, max: 2n ** 8n - 1n },
  s16: { min: -(2n ** 15n), max: 2n ** 15n - 1n },
  u16: { min: 0n, max: 2n ** 16n - 1n },
  s32: { min: -(2n ** 31n), max: 2n ** 31n - 1n },
  u32: { min: 0n, max: 2n ** 32n - 1n },
  s64: { min: -(2n ** 63n), max: 2n ** 63n - 1n },
  u64: { min: 0n, max: 2n ** 64n - 1n },
};

/** Largest finite value of `f32` (IEEE 754 binary32). */
export const MAX_F32 = 3.4028234663852886e38;
