/** A name between quotes in a message of the WIT parser. */
const QUOTED_NAME = /[`'"]([^`'"\s]+)[`'"]/u;
/** A message about a token, which the parser gives as soon as it has read it. */
const ABOUT_TOKEN = /^(?:expected|invalid|unexpected|unknown)\b/u;
/** Characters that have a meaning in a regular expression. */
const SYNTAX = /[$()*+.?[\\\]^{|}]/gu;
const AT_END = /found (?:eof|end of file)/u;

/**
 * The line (from 1) of a WIT text that an error is about; the tools give only a text. An error of syntax is there as soon
 * as its line is, so that the shortest text with the same error ends in it; other errors name what they are about.
 * Nothing where neither helps.
 */
export async function findWitLine(
  wit: string,
  cause: unknown,
  parse: (text: string) => Promise<unknown>,
): Promise<number | undefined> {
  const message = cause instanceof Error ? cause.message : String(cause);
  const lines = wit.split('\n');
  if (!ABOUT_TOKEN.test(message)) {
    const name = QUOTED_NAME.exec(message)?.[1];
    return findName(lines, name) ?? findName(lines, name?.split('@', 1)[0]);
  }
  if (AT_END.test(message)) return wit.trimEnd().split('\n').length;
  let before = 0;
  let through = lines.length;
  while (through - before > 1) {
    const middle = Math.floor((before + through) / 2);
    if ((await failure(lines.slice(0, middle).join('\n'), parse)) === message) through = middle;
    else before = middle;
  }
  return through;
}

function findName(lines: readonly string[], name: string | undefined): number | undefined {
  if (name === undefined) return undefined;
  const word = new RegExp(`(?<![\\w-])${name.replaceAll(SYNTAX, String.raw`\$&`)}(?![\\w-])`, 'u');
  const index = lines.findIndex((line) => word.test(line.replace(/\/\/.*$/u, '')));
  return index === -1 ? undefined : index + 1;
}

async function failure(text: string, parse: (text: string) => Promise<unknown>): Promise<string | undefined> {
  try {
    await parse(text);
    return undefined;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
