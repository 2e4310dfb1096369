import { err, ok, type Result } from '@kami/types';

import { bracketEnd, codeStart, statementEnd, wordsOf } from './scan-script.ts';

const DECLARATION = /^(?:(?:async )?function\*? |class )([\w$]+)/;
const VARIABLE = /^(?:const|let) ([\w$]+) ?=/;

/** A declaration of a script. */
export interface Declaration {
  readonly name: string;
  readonly text: string;
}

/**
 * The declarations before the glue that the glue needs, directly or through others, with `replacements`
 * taking the place of those of their name. A word counts as a use wherever it stands, so nothing needed
 * is left out. The error says what was not understood.
 */
export function shakePrelude(
  prelude: string,
  glue: string,
  replacements: Readonly<Record<string, string>>,
): Result<readonly Declaration[], string> {
  const declared = new Map<string, string>();
  for (let at = codeStart(prelude, 0); at < prelude.length; at = codeStart(prelude, at)) {
    const rest = prelude.slice(at, at + 200);
    const block = DECLARATION.exec(rest)?.[1];
    const name = block ?? VARIABLE.exec(rest)?.[1];
    const end = block === undefined ? statementEnd(prelude, at) : blockEnd(prelude, at);
    if (name === undefined || end === undefined)
      return err(`a declaration has another form: ${rest.slice(0, 60)}`);
    if (declared.has(name)) return err(`${name} is declared twice`);
    declared.set(name, prelude.slice(at, end));
    at = end;
  }
  for (const [name, text] of Object.entries(replacements)) declared.set(name, text);
  const needed = new Set<string>();
  const visit = (text: string): void => {
    for (const word of wordsOf(text)) {
      const declaration = needed.has(word) ? undefined : declared.get(word);
      if (declaration === undefined) continue;
      needed.add(word);
      visit(declaration);
    }
  };
  visit(glue);
  return ok([...declared].flatMap(([name, text]) => (needed.has(name) ? [{ name, text }] : [])));
}

/** The end of a function or class: after parameters or heritage, its block. */
function blockEnd(source: string, start: number): number | undefined {
  const parameters = source.indexOf('(', start);
  const block = source.indexOf('{', start);
  const isFunction = parameters !== -1 && parameters < block;
  const from = isFunction ? bracketEnd(source, parameters) : block;
  if (from === undefined || block === -1) return undefined;
  return bracketEnd(source, isFunction ? source.indexOf('{', from) : from);
}
