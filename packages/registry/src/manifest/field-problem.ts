import { kamiError, type KamiError } from '@kami/types';
import { nearestNode, type FieldPath } from './position-tree.ts';
import { scanPositions } from './scan-positions.ts';
import type { TomlFault } from './toml-document.ts';

/** What is wrong with one field of a manifest. */
export interface FieldProblem {
  readonly path: FieldPath;
  /** Whether the key itself is wrong or the value that stands there. */
  readonly part: 'key' | 'value';
  /** What is wrong and what is expected. */
  readonly reason: string;
}

const MANIFEST = 'tool.toml';

interface Position {
  readonly line: number;
  readonly column: number;
}

/** The first of the problems in the order of the text, as an error in the file of this name. */
export function firstProblemError(
  text: string,
  problems: readonly [FieldProblem, ...FieldProblem[]],
  file: string = MANIFEST,
): KamiError {
  const root = scanPositions(text);
  const placed = problems.map((problem) => {
    const node = nearestNode(root, problem.path);
    return { problem, offset: problem.part === 'key' ? node.keyAt : node.valueAt };
  });
  const first = placed.reduce((a, b) => (b.offset < a.offset ? b : a));
  const { path, reason } = first.problem;
  return manifestError(positionOf(text, first.offset), formatField(path), reason, file);
}

/** A text that is no TOML, as an error; the field is known when the fault stands at a key. */
export function tomlFaultError(text: string, fault: TomlFault, file: string = MANIFEST): KamiError {
  const line = text.split('\n', fault.line)[fault.line - 1] ?? '';
  const key = /^[\w.-]+/u.exec(line.slice(fault.column - 1))?.[0];
  const field = fault.reason.includes('redefine') && key !== undefined ? key : '';
  return manifestError(fault, field, `not valid TOML: ${fault.reason}`, file);
}

/** An error in a file, `tool.toml` unless said, at a place. */
export function manifestError(
  { line, column }: Position,
  field: string,
  reason: string,
  file: string = MANIFEST,
): KamiError {
  const subject = field === '' ? '' : `field \`${field}\`: `;
  return kamiError('KAMI_MANIFEST_INVALID', `${file}:${line}:${column}: ${subject}${reason}`, {
    data: { line, column, field },
  });
}

function positionOf(text: string, offset: number): Position {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', start)) {
    line += 1;
    start = end + 1;
  }
  return { line, column: offset - start + 1 };
}

function formatField(path: FieldPath): string {
  let field = '';
  for (const key of path.slice(0, 8)) {
    if (typeof key === 'number') field += `[${key}]`;
    else field += `${field === '' ? '' : '.'}${/^[\w-]{1,64}$/u.test(key) ? key : quoteText(key)}`;
  }
  return field;
}

/** A text from a stranger in quotes, cut to 40 characters, with everything invisible escaped. */
export function quoteText(text: string): string {
  const shown = text.slice(0, 40).toWellFormed();
  const quoted = JSON.stringify(shown).replace(
    /[\p{C}\p{DI}\p{Zl}\p{Zp}]/gu,
    (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return shown.length < text.length ? `${quoted}… (${text.length} characters)` : quoted;
}
