/**
 * Threat: a text of megabytes or one nested without end stops the program before anything of it is understood.
 * Rule: the size is bounded before parsing, nesting while it, and every key has to be known.
 */
import { err, MAX_MANIFEST_BYTES, ok, type KamiError, type Result } from '@kami/types';
import {
  firstProblemError,
  manifestError,
  tomlFaultError,
  type FieldProblem,
} from '../manifest/field-problem.ts';
import { TableReader } from '../manifest/table-reader.ts';
import { parseToml } from '../manifest/toml-document.ts';

/** A TOML text and the name of its file, for messages. */
export interface NamedText {
  readonly file: string;
  readonly text: string;
}

/**
 * Reads a TOML text strictly by `read`. Error: `KAMI_MANIFEST_INVALID` with ``FILE:LINE:COLUMN: field `x.y`: …``, the
 * first fault in the order of the text.
 */
export function parseTable<T>(
  { file, text }: NamedText,
  read: (root: TableReader) => T,
): Result<T, KamiError> {
  // No text has fewer bytes than UTF-16 code units.
  if (text.length > MAX_MANIFEST_BYTES) {
    const reason = `${text.length} characters given, expected at most ${MAX_MANIFEST_BYTES} bytes`;
    return err(manifestError({ line: 1, column: 1 }, '', reason, file));
  }
  const document = parseToml(text);
  if (!document.ok) return err(tomlFaultError(text, document.error, file));
  const problems: FieldProblem[] = [];
  const root = new TableReader(document.value, [], problems);
  const value = read(root);
  root.close();
  const [first, ...others] = problems;
  return first === undefined ? ok(value) : err(firstProblemError(text, [first, ...others], file));
}

/** What is wrong with what a tool of the file says, found out after parsing: an error at the place of the field. */
export function toolFieldError(
  { file, text }: NamedText,
  index: number,
  field: readonly (string | number)[],
  reason: string,
): KamiError {
  return firstProblemError(text, [{ path: ['tools', index, ...field], part: 'value', reason }], file);
}
