/** A piece of WIT up to a `;`, or up to the `{` or `}` that opens or closes a block. */
export interface WitStatement {
  /** The comment in front, as it was meant to be read. */
  readonly docs: string;
  /** Its tokens with one space between, without comments. */
  readonly text: string;
  readonly ends: '{' | '}' | ';';
}

/** Comments, names, and single characters. */
const TOKEN = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|%?[A-Za-z][\w-]*|\S/gu;

/** The statements of a WIT text in their order. What is no WIT gives statements that say nothing. */
export function readWitStatements(source: string): readonly WitStatement[] {
  const statements: WitStatement[] = [];
  let comments: string[] = [];
  let tokens: string[] = [];
  for (const [token] of source.matchAll(TOKEN)) {
    if (token === '{' || token === '}' || token === ';') {
      statements.push({ docs: comments.join('\n').trim(), text: tokens.join(' '), ends: token });
      comments = [];
      tokens = [];
    } else if (!/^\/[/*]/u.test(token)) tokens.push(token);
    else if (tokens.length === 0) comments.push(...docLines(token));
  }
  return statements;
}

/** The lines of a comment that documents something: `///`, or between `/**` and its end. */
function docLines(comment: string): readonly string[] {
  if (comment.startsWith('///')) return [comment.slice(3).trim()];
  if (!comment.startsWith('/**')) return [];
  const lines = comment.slice(3, -2).split('\n');
  return lines.map((line) => line.trim().replace(/^\* ?/u, ''));
}
