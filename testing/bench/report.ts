import { stderr, stdout } from 'node:process';

import { median, percentile, toHundredths } from './statistics.ts';

/**
 * How far over its bound a measure may be before the benchmark fails: on two shared cores the ratio of medians of one and
 * the same program differed by up to a tenth between runs.
 */
export const noiseMargin = 0.1;

/** One line of a report. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: '×' | 'ms' | 'µs' | 'MB' | 'MB/s' | 'calls' | 'calls/s';
  /** Largest good value; a line without a bound is there to be read only. */
  readonly atMost?: number;
  /** Smallest good value. */
  readonly atLeast?: number;
  /** What the value was made of. */
  readonly parts?: Readonly<Record<string, number>>;
}

/** Samples of both sides, in milliseconds, taken in turns. */
export interface Samples {
  readonly baseline: readonly number[];
  readonly kami: readonly number[];
}

/** The ratio of both sides at a percentile: 0.5 is the median. */
export function ratio(name: string, samples: Samples, atMost?: number, at = 0.5): Measure {
  const [baseline, kami] = [percentile(samples.baseline, at), percentile(samples.kami, at)];
  return {
    name,
    value: kami / baseline,
    unit: '×',
    ...(atMost !== undefined && { atMost }),
    parts: { baselineMs: baseline, kamiMs: kami, samples: samples.kami.length },
  };
}

/** The median of samples in their own unit. */
export function middle(
  name: string,
  samples: readonly number[],
  unit: Measure['unit'],
  atMost?: number,
): Measure {
  return {
    name,
    value: median(samples),
    unit,
    ...(atMost !== undefined && { atMost }),
    parts: { highest: Math.max(...samples), samples: samples.length },
  };
}

/**
 * Prints each measure for people on standard error and all of them as one JSON line, the last of standard output. Sets
 * the exit status to 1 when a measure is beyond its bound by more than {@link noiseMargin}.
 */
export function report(benchmark: string, measures: readonly Measure[]): void {
  const results = measures.map((measure) => ({ ...rounded(measure), within: isWithin(measure) }));
  for (const { name, value, unit, atMost, atLeast, parts = {}, within } of results) {
    const bound = atMost === undefined ? atLeast : atMost;
    const limit = bound === undefined ? '' : ` (at ${atMost === undefined ? 'least' : 'most'} ${bound})`;
    const detail = Object.entries(parts).map(([part, amount]) => `${part} ${amount}`);
    stderr.write(`${within ? ' ' : '!'} ${name}: ${value} ${unit}${limit}  ${detail.join(', ')}\n`);
  }
  const passed = results.every(({ within }) => within);
  stdout.write(`${JSON.stringify({ benchmark, node: process.version, passed, noiseMargin, results })}\n`);
  if (!passed) process.exitCode = 1;
}

function isWithin({ value, atMost, atLeast }: Measure): boolean {
  if (!Number.isFinite(value)) return false;
  if (atMost !== undefined && value > atMost * (1 + noiseMargin)) return false;
  return atLeast === undefined || value >= atLeast * (1 - noiseMargin);
}

function rounded(measure: Measure): Measure {
  const parts = Object.entries(measure.parts ?? {}).map(
    ([name, value]) => [name, toHundredths(value)] as const,
  );
  return { ...measure, value: toHundredths(measure.value), parts: Object.fromEntries(parts) };
}
