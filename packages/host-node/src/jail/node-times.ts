import type { Stats } from 'node:fs';
import type { JailTimes } from '@kami/sandbox';
import { Refusal } from './translate-error.ts';

/** Times in seconds, as Node takes them: a double, so that the last 200 ns or so are lost. */
export interface NodeTimes {
  readonly accessed: number;
  readonly modified: number;
}

/** The times to set on an object whose times are those of `current` where nothing is to change. */
export function resolveTimes(times: JailTimes, current: Stats): NodeTimes {
  return {
    accessed: seconds(times.accessed, current.atimeMs),
    modified: seconds(times.modified, current.mtimeMs),
  };
}

function seconds(time: string | undefined, currentMs: number): number {
  if (time === undefined) return currentMs / 1000;
  if (time === 'now') return Date.now() / 1000;
  if (!/^\d{1,20}$/.test(time)) throw new Refusal('invalid');
  return Number(time) / 1e9;
}
