/** What is known about one column. */
export interface ColumnStats {
  name: string;
  type: 'number' | 'text' | 'empty';
  count: number;
  empty: number;
  distinct: number;
  min: number | string | null;
  max: number | string | null;
  mean: number | null;
  median: number | null;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Describes one column; it is of numbers when every value that is not empty is one. */
export function describeColumn(name: string, values: readonly string[]): ColumnStats {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '');
  const shared = {
    name,
    count: filled.length,
    empty: values.length - filled.length,
    distinct: new Set(filled).size,
  };
  if (filled.length === 0)
    return { ...shared, type: 'empty', min: null, max: null, mean: null, median: null };
  if (filled.every((value) => NUMBER.test(value))) {
    const sorted = Float64Array.from(filled, Number).sort();
    const sum = sorted.reduce((total, value) => total + value, 0);
    return {
      ...shared,
      type: 'number',
      min: sorted.at(0) ?? null,
      max: sorted.at(-1) ?? null,
      mean: rounded(sum / sorted.length),
      median: rounded(middle(sorted)),
    };
  }
  const [first = ''] = filled;
  const min = filled.reduce((least, value) => (value < least ? value : least), first);
  const max = filled.reduce((most, value) => (value > most ? value : most), first);
  return { ...shared, type: 'text', min, max, mean: null, median: null };
}

/** Without the noise of binary fractions. */
const rounded = (value: number): number => Number(value.toPrecision(12));

function middle(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}
