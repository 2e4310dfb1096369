import { monotonicMs } from '../host/monotonic-clock.ts';
import { console } from './console/console.ts';

const begun = new Map<string, number>();

const tell = (label: string, values: readonly unknown[]): void => {
  const from = begun.get(label);
  if (from === undefined) console.warn(`Timer '${label}' does not exist`);
  else console.info(`${label}: ${(monotonicMs() - from).toFixed(2)} ms`, ...values);
};

/** Adds the console's timers, which need a clock; only code that mentions one brings this module along. */
Object.assign(console, {
  time: (label: unknown = 'default'): void => {
    if (begun.has(String(label))) console.warn(`Timer '${String(label)}' already exists`);
    else begun.set(String(label), monotonicMs());
  },
  timeLog: (label: unknown = 'default', ...values: unknown[]): void => tell(String(label), values),
  timeEnd: (label: unknown = 'default'): void => {
    tell(String(label), []);
    begun.delete(String(label));
  },
});
