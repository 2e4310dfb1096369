import type { Json } from '@kami/types';

/** A table of a configuration, as a parser gave it. */
export type Table = Readonly<Record<string, unknown>>;

/** Whether a value is a table. */
export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** The table at a path of keys; nothing where it is missing, `blocked` where something else stands in the way. */
export function tableAt(document: Table, path: readonly string[]): Table | 'blocked' | undefined {
  let table: Table = document;
  for (const key of path) {
    if (!Object.hasOwn(table, key)) return undefined;
    const next = table[key];
    if (!isTable(next)) return 'blocked';
    table = next;
  }
  return table;
}

/** The document with an entry in the table at a path, or without the one of this name; the given one stays as it is. */
export function withEntry(
  document: Table,
  path: readonly string[],
  name: string,
  entry: Json | undefined,
): Table {
  const [key, ...rest] = path;
  if (key === undefined) {
    const { [name]: _before, ...others } = document;
    return entry === undefined ? others : { ...others, [name]: entry };
  }
  const inner = document[key];
  return { ...document, [key]: withEntry(isTable(inner) ? inner : {}, rest, name, entry) };
}
