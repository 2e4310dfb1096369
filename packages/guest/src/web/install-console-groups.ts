import { console, indentation, type Write } from './console/console.ts';
import { formatTable } from './console/format-table.ts';

const counts = new Map<string, number>();

const group: Write = (...label) => {
  if (label.length > 0) console.log(...label);
  indentation.push('  ');
};

/** Adds what a console has beside its levels; only code that mentions a part of it brings this module along. */
Object.assign(console, {
  assert: (condition?: unknown, ...values: unknown[]): void => {
    if (condition) return;
    const [first, ...rest] = values;
    if (typeof first === 'string') console.error(`Assertion failed: ${first}`, ...rest);
    else console.error('Assertion failed', ...values);
  },
  count: (label: unknown = 'default'): void => {
    const count = (counts.get(String(label)) ?? 0) + 1;
    counts.set(String(label), count);
    console.info(`${String(label)}: ${count}`);
  },
  countReset: (label: unknown = 'default'): void => {
    if (!counts.delete(String(label))) console.warn(`Count for '${String(label)}' does not exist`);
  },
  dir: (value: unknown): void => console.log(value),
  dirxml: (...values: unknown[]): void => console.log(...values),
  group,
  groupCollapsed: group,
  groupEnd: (): void => {
    indentation.pop();
  },
  table: (data?: unknown, columns?: readonly string[]): void =>
    console.log(formatTable(data, columns) ?? data),
});
