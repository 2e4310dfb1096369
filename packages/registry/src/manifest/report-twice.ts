import type { TableReader } from './table-reader.ts';

/** Reports the value at a key that an earlier table of the list has too; an empty or missing one is none. */
export function reportTwice(
  row: TableReader,
  key: string,
  value: string | undefined,
  seen: Set<string>,
): void {
  if (value === undefined || value === '') return;
  if (seen.has(value))
    row.report([...row.path, key], 'value', `"${value}" is there twice, expected each only once`);
  seen.add(value);
}
