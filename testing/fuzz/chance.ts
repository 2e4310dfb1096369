/** A source of choices that a seed determines wholly. */
export interface Chance {
  /** A whole number from 0, below `bound`. */
  below(bound: number): number;
  /** True once in `times`. */
  once(times: number): boolean;
  pick<T>(values: readonly [T, ...T[]]): T;
  bytes(length: number): Uint8Array;
}

/** Makes the source of a seed (mulberry32). */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (bound: number): number => next() % bound;
  return {
    below,
    once: (times) => below(times) === 0,
    pick: (values) => values[below(values.length)] ?? values[0],
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  };
}
