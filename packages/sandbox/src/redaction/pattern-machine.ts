/**
 * Threat: a secret that is written in pieces, overlapped with itself, or in a text made to be slow to search. Rule: one
 * machine for all patterns (Aho and Corasick, 1975): each symbol is looked at once, whatever the text, and at each point
 * it is known how much of what was read may still be the beginning of a pattern.
 */

/** A machine that finds patterns. State 0 is the beginning. */
export interface PatternMachine {
  /** The state after one more symbol, from 0 to 65,535. */
  next(state: number, symbol: number): number;
  /** Length of the longest beginning of a pattern that ends here. */
  depth(state: number): number;
  /** Length of the longest pattern that ends here; 0 for none. */
  found(state: number): number;
}

/** Symbols of one of these values leave the beginning by a table, since almost every symbol is met there. */
const TABLE_SIZE = 65_536;

/** Makes the machine of some patterns; empty ones are left out. */
export function createPatternMachine(patterns: readonly ArrayLike<number>[]): PatternMachine {
  const children = new Map<number, number>();
  const first = new Uint32Array(TABLE_SIZE);
  const depths = [0];
  const founds = [0];
  const fails = [0];
  const child = (state: number, symbol: number): number =>
    state === 0 ? (first[symbol] ?? 0) : (children.get(state * TABLE_SIZE + symbol) ?? 0);

  const edges: { readonly from: number; readonly symbol: number; readonly to: number }[] = [];
  const addChild = (from: number, symbol: number): number => {
    const to = depths.length;
    depths.push((depths[from] ?? 0) + 1);
    founds.push(0);
    fails.push(0);
    if (from === 0) first[symbol] = to;
    else children.set(from * TABLE_SIZE + symbol, to);
    edges.push({ from, symbol, to });
    return to;
  };
  for (const pattern of patterns) {
    let state = 0;
    for (let index = 0; index < pattern.length; index += 1) {
      const symbol = pattern[index] ?? 0;
      state = child(state, symbol) || addChild(state, symbol);
    }
    if (state !== 0) founds[state] = pattern.length;
  }

  const next = (state: number, symbol: number): number => {
    for (let from = state; ; from = fails[from] ?? 0) {
      const to = child(from, symbol);
      if (to !== 0 || from === 0) return to;
    }
  };
  // By depth: where a state falls back to is less deep than the state, and is complete by then.
  for (const { from, symbol, to } of edges.toSorted((a, b) => (depths[a.to] ?? 0) - (depths[b.to] ?? 0))) {
    const fallback = from === 0 ? 0 : next(fails[from] ?? 0, symbol);
    fails[to] = fallback;
    if (founds[to] === 0) founds[to] = founds[fallback] ?? 0;
  }
  return {
    next,
    depth: (state) => depths[state] ?? 0,
    found: (state) => founds[state] ?? 0,
  };
}
