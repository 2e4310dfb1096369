/** Names that are compared at most: enough for every home of a person, and bounded. */
const MAX_COMPARED = 10_000;

/**
 * The name that is closest to the wanted one by edit distance with transpositions, letter case ignored; nothing when
 * even the closest differs in more than a third of its characters (at least one may differ, at most three).
 */
export function nearestName(names: Iterable<string>, wanted: string): string | undefined {
  const target = wanted.slice(0, 128).toLowerCase();
  let nearest: string | undefined;
  let best = Math.min(3, Math.max(1, Math.floor(target.length / 3))) + 1;
  let compared = 0;
  for (const name of names) {
    if (++compared > MAX_COMPARED) break;
    if (Math.abs(name.length - target.length) >= best) continue;
    const distance = editDistance(name.toLowerCase(), target);
    if (distance < best) [nearest, best] = [name, distance];
  }
  return nearest;
}

/** Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
