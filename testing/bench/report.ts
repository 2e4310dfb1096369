import { stderr, stdout } from 'node:process';

import { median, toHundredths } from './statistics.ts';

/**
 * How far over its bound a ratio may be before the benchmark fails: on two shared cores the ratio of medians of one and
 * the same program differed by up to a tenth between runs.
 */
export const noiseMargin = 0.1;

/** Samples of both sides, in milliseconds, taken in turns. */
export interface Comparison {
  readonly name: string;
  readonly baseline: readonly number[];
  readonly kami: readonly number[];
  /** Largest ratio of the medians. */
  readonly bound: number;
}

/**
 * Prints each ratio for people on standard error and all of them as one JSON line, the last of standard output. Sets the
 * exit status to 1 when a ratio is over its bound by more than {@link noiseMargin}.
 */
export function report(benchmark: string, comparisons: readonly Comparison[]): void {
  const results = comparisons.map(({ name, baseline, kami, bound }) => {
    const ratio = median(kami) / median(baseline);
    return {
      name,
      baselineMs: toHundredths(median(baseline)),
      kamiMs: toHundredths(median(kami)),
      ratio: toHundredths(ratio),
      bound,
      rounds: kami.length,
      within: ratio <= bound * (1 + noiseMargin),
    };
  });
  for (const { name, baselineMs, kamiMs, ratio, bound } of results) {
    stderr.write(`${name}: ${kamiMs} ms against ${baselineMs} ms, ${ratio} × (bound ${bound} ×)\n`);
  }
  const passed = results.every(({ within }) => within);
  stdout.write(`${JSON.stringify({ benchmark, node: process.version, passed, noiseMargin, results })}\n`);
  if (!passed) process.exitCode = 1;
}
