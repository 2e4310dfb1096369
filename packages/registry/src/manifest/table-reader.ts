import { nearestName } from '@kami/types';
import { quoteText, type FieldProblem } from './field-problem.ts';
import type { FieldPath } from './position-tree.ts';
import { isTomlTable, type TomlTable } from './toml-document.ts';

/** An item of an array with its place. */
export interface ListItem<T> {
  readonly value: T;
  readonly path: FieldPath;
}

/** What is wrong with a text and what is expected, or nothing. */
export type TextRule = (text: string) => string | undefined;

/**
 * Reads one table strictly. What is wrong goes to a common list of problems, and the reading goes on; a key that was
 * never asked for is unknown when `close` is called.
 */
export class TableReader {
  readonly path: FieldPath;
  readonly #table: TomlTable;
  readonly #problems: FieldProblem[];
  readonly #asked = new Set<string>();

  constructor(table: TomlTable, path: FieldPath, problems: FieldProblem[]) {
    this.#table = table;
    this.path = path;
    this.#problems = problems;
  }

  /** Whether the table has this key. */
  has(key: string): boolean {
    return Object.hasOwn(this.#table, key);
  }

  /** Notes that a field is wrong. */
  report(path: FieldPath, part: FieldProblem['part'], reason: string): void {
    this.#problems.push({ path, part, reason });
  }

  /** The text at a key that a rule accepts. */
  text(key: string, rule: TextRule): string | undefined {
    const value = this.#take(key);
    if (value === undefined) return undefined;
    return this.#accept({ value, path: [...this.path, key] }, rule);
  }

  /** The text at a key that must be there; the empty string after a problem. */
  requiredText(key: string, rule: TextRule, example: string): string {
    const value = this.text(key, rule);
    if (!this.has(key))
      this.report([...this.path, key], 'key', `is missing, expected for example ${key} = "${example}"`);
    return value ?? '';
  }

  /** The integer at a key between 1 and a maximum. */
  integer(key: string, maximum: number): number | undefined {
    const value = this.#take(key);
    if (value === undefined) return undefined;
    if (typeof value === 'bigint' && value >= 1n && value <= BigInt(maximum)) return Number(value);
    this.report(
      [...this.path, key],
      'value',
      `${describeValue(value)} given, expected an integer from 1 to ${maximum}`,
    );
    return undefined;
  }

  /** The boolean at a key. */
  flag(key: string): boolean | undefined {
    const value = this.#take(key);
    if (value === undefined || typeof value === 'boolean') return value;
    this.report([...this.path, key], 'value', `${describeValue(value)} given, expected true or false`);
    return undefined;
  }

  /** The array of texts at a key, each accepted by a rule, none twice; at most `maximum`. */
  texts(key: string, rule: TextRule, maximum: number): readonly ListItem<string>[] {
    return this.#items(key, maximum, 'texts').flatMap(({ value, path }) => {
      const text = this.#accept({ value, path }, rule);
      return text === undefined ? [] : [{ value: text, path }];
    });
  }

  /** Readers for the array of tables at a key; at most `maximum`. */
  tables(key: string, maximum: number): readonly TableReader[] {
    return this.#items(key, maximum, 'tables').flatMap(({ value, path }) => {
      if (isTomlTable(value)) return [new TableReader(value, path, this.#problems)];
      this.report(path, 'value', `${describeValue(value)} given, expected a table`);
      return [];
    });
  }

  /** A reader for the table at a key; an empty one when it is not there, and one that reports no more when it is none. */
  table(key: string): TableReader {
    const value = this.#take(key) ?? {};
    const path = [...this.path, key];
    if (isTomlTable(value)) return new TableReader(value, path, this.#problems);
    this.report(path, 'value', `${describeValue(value)} given, expected a table`);
    return new TableReader({}, path, []);
  }

  /** Reports every key that was never asked for. */
  close(): void {
    for (const key of Object.keys(this.#table)) {
      if (this.#asked.has(key)) continue;
      const near = nearestName(this.#asked, key);
      const known =
        near === undefined ? `expected one of ${[...this.#asked].join(', ')}` : `did you mean ${near}?`;
      this.report([...this.path, key], 'key', `is unknown, ${known}`);
    }
  }

  #take(key: string): unknown {
    this.#asked.add(key);
    return this.has(key) ? this.#table[key] : undefined;
  }

  #accept({ value, path }: ListItem<unknown>, rule: TextRule): string | undefined {
    const reason = typeof value === 'string' ? rule(value) : 'expected a text';
    if (typeof value === 'string' && reason === undefined) return value;
    this.report(path, 'value', `${describeValue(value)} given, ${reason ?? 'expected a text'}`);
    return undefined;
  }

  #items(key: string, maximum: number, what: string): readonly ListItem<unknown>[] {
    const value = this.#take(key);
    if (value === undefined) return [];
    const path = [...this.path, key];
    if (!Array.isArray(value) || value.length > maximum) {
      const given = Array.isArray(value) ? `${value.length} items` : describeValue(value);
      this.report(path, 'value', `${given} given, expected an array of at most ${maximum} ${what}`);
      return [];
    }
    return value.map((item: unknown, index) => ({ value: item, path: [...path, index] }));
  }
}

function describeValue(value: unknown): string {
  if (typeof value === 'string') return quoteText(value);
  if (typeof value === 'number') return Number.isInteger(value) ? `${value.toFixed(1)}` : String(value);
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value).slice(0, 40);
  if (Array.isArray(value)) return 'an array';
  return value instanceof Date ? 'a date' : 'a table';
}
