/**
 * Threat: a manifest is text from a stranger: keys such as `__proto__`, nesting that exhausts the stack, megabytes.
 * Rule: size and depth are bounded before and while parsing, and tables have no prototype.
 */
import { parse, TomlError } from 'smol-toml';
import { err, ok, type Result } from '@kami/types';

/** A TOML table: strings, booleans, `bigint` for integers, `number` for floats, `Date`, arrays and tables. */
export type TomlTable = Readonly<Record<string, unknown>>;

/** Why a text is no TOML document, and where. */
export interface TomlFault {
  /** One line, without the excerpt that the parser adds. */
  readonly reason: string;
  /** One-based. */
  readonly line: number;
  /** One-based, in UTF-16 code units. */
  readonly column: number;
}

/** Arrays and inline tables may nest this deep; a manifest needs three. Against stack exhaustion. */
const MAX_DEPTH = 16;

/** Reads TOML 1.1. Integers come as `bigint`, so that `64` and `64.0` stay apart. */
export function parseToml(text: string): Result<TomlTable, TomlFault> {
  try {
    return ok(parse(text, { integersAsBigInt: true, maxDepth: MAX_DEPTH }));
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const [firstLine = ''] = cause.message.split('\n', 1);
    const reason = firstLine.replace(/^Invalid TOML document: /u, '');
    return err({ reason, line: cause.line, column: cause.column });
  }
}

/** Whether a value of a document is a table (and no array and no date). */
export function isTomlTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
