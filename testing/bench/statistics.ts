/** The middle of the samples; the mean of the middle two when their number is even. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The sample below which the given part of all lies, from 0 to 1; one half is the {@link median}. */
export function percentile(samples: readonly number[], part: number): number {
  if (part === 0.5) return median(samples);
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Rounded to a hundredth, as the reports print times and ratios. */
export function toHundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
