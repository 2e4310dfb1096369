/** Counts by key; a key whose count is 0 takes no room. */
export interface Tally {
  get(key: string): number;
  /** Changes the count of a key, and gives it. */
  add(key: string, change: number): number;
}

/** Makes a tally of nothing. */
export function createTally(): Tally {
  const counts = new Map<string, number>();
  const get = (key: string): number => counts.get(key) ?? 0;
  return {
    get,
    add(key, change) {
      const count = get(key) + change;
      if (count === 0) counts.delete(key);
      else counts.set(key, count);
      return count;
    },
  };
}
