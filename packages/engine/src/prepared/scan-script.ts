/**
 * Finds where statements and brackets of generated JavaScript end, over strings, templates and comments.
 * It knows no regular-expression literals: the transpiler writes none, and one makes it give up.
 */

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const REGEXP_BEFORE = '=(,:;!&|?{}[';

/** Index after the bracket that closes the one at `start`; nothing when the text is not understood. */
export function bracketEnd(source: string, start: number): number | undefined {
  const open: string[] = [];
  for (let at = start; at < source.length;) {
    const char = source.charAt(at);
    const closing = CLOSING[char];
    if (closing !== undefined) open.push(closing);
    else if (char === ')' || char === ']' || char === '}') {
      if (open.pop() !== char) return undefined;
      if (open.length === 0) return at + 1;
    }
    const next = tokenEnd(source, at);
    if (next === undefined) return undefined;
    at = next;
  }
  return undefined;
}

/** Index after the `;` that ends the statement at `start`, outside every bracket. */
export function statementEnd(source: string, start: number): number | undefined {
  for (let at = start; at < source.length;) {
    const char = source.charAt(at);
    if (char === ';') return at + 1;
    const next = CLOSING[char] === undefined ? tokenEnd(source, at) : bracketEnd(source, at);
    if (next === undefined || ')]}'.includes(char)) return undefined;
    at = next;
  }
  return undefined;
}

/** Index of the first character from `start` on that is neither white space nor comment. */
export function codeStart(source: string, start: number): number {
  let at = start;
  for (;;) {
    while (/\s/.test(source.charAt(at))) at += 1;
    if (!source.startsWith('//', at) && !source.startsWith('/*', at)) return at;
    at = tokenEnd(source, at) ?? source.length;
  }
}

/** Every word of a text, strings and comments included: more than what the code refers to, never less. */
export function wordsOf(source: string): ReadonlySet<string> {
  return new Set(source.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? []);
}

function tokenEnd(source: string, at: number): number | undefined {
  const char = source.charAt(at);
  if (char === '"' || char === "'") return stringEnd(source, at, char);
  if (char === '`') return templateEnd(source, at);
  if (char !== '/') return at + 1;
  const next = source.charAt(at + 1);
  if (next === '/') return indexAfter(source, '\n', at);
  if (next === '*') return indexAfter(source, '*/', at + 2);
  return REGEXP_BEFORE.includes(
    source
      .slice(Math.max(0, at - 80), at)
      .trimEnd()
      .slice(-1),
  )
    ? undefined
    : at + 1;
}

function stringEnd(source: string, start: number, quote: string): number | undefined {
  for (let at = start + 1; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === '\\') at += 1;
    else if (char === quote) return at + 1;
    else if (char === '\n') return undefined;
  }
  return undefined;
}

function templateEnd(source: string, start: number): number | undefined {
  for (let at = start + 1; at < source.length;) {
    if (source.startsWith('${', at)) {
      const end = bracketEnd(source, at + 1);
      if (end === undefined) return undefined;
      at = end;
    } else if (source.charAt(at) === '`') return at + 1;
    else at += source.charAt(at) === '\\' ? 2 : 1;
  }
  return undefined;
}

function indexAfter(source: string, text: string, from: number): number {
  const found = source.indexOf(text, from);
  return found === -1 ? source.length : found + text.length;
}
