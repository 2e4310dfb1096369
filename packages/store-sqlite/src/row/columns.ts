import { DamagedRow } from '../translate-error.ts';

/** Reads columns of a row by name and type; throws `DamagedRow` where one is not of its type. */
export interface Columns {
  text(name: string): string;
  optionalText(name: string): string | undefined;
  integer(name: string): number;
  /** A text column of JSON that a guard accepts. */
  json<T>(name: string, guard: (value: unknown) => value is T): T;
  /** A text that a guard accepts. */
  one<T extends string>(name: string, guard: (text: string) => text is T): T;
}

/**
 * Columns of a row as SQLite gave it, an array in the order of the names. Rows are never read as objects: better-sqlite3
 * 13 makes a function from a string for those, which the host forbids.
 */
export function columnsOf(names: readonly string[], row: unknown): Columns {
  if (!Array.isArray(row) || row.length !== names.length) throw new DamagedRow('a row has not its columns');
  const values: readonly unknown[] = row;
  const valueOf = (name: string): unknown => values[names.indexOf(name)];
  const damagedColumn = (name: string): DamagedRow =>
    new DamagedRow(`the column ${name} of a row is not of its form`);
  const text = (name: string): string => {
    const value = valueOf(name);
    if (typeof value !== 'string') throw damagedColumn(name);
    return value;
  };
  return {
    text,
    optionalText: (name) => (valueOf(name) === null ? undefined : text(name)),
    integer(name) {
      const value = valueOf(name);
      if (typeof value !== 'number') throw damagedColumn(name);
      return value;
    },
    json(name, guard) {
      const value = parseJson(text(name));
      if (!guard(value)) throw damagedColumn(name);
      return value;
    },
    one(name, guard) {
      const value = text(name);
      if (!guard(value)) throw damagedColumn(name);
      return value;
    },
  };
}

/** Reads JSON that KAMI wrote; throws `DamagedRow` where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DamagedRow('a column that holds JSON does not', { cause });
  }
}
