import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';

/** One argument as it stands on the command line. */
export interface ArgumentToken {
  readonly name: string;
  /** `text` is coerced by the schema, `json` is JSON. */
  readonly form: 'text' | 'json';
  /** Where the value is: in the token, or in a file. */
  readonly from: 'token' | 'file';
  /** The value's text, or the file's path. */
  readonly text: string;
}

/** Reads `name=text`, `name:=JSON`, `name=@FILE` or `name:=@FILE`. The name ends at the first `=`. */
export function parseArgumentToken(token: string): Result<ArgumentToken, KamiError> {
  const equals = token.indexOf('=');
  const isJson = token[equals - 1] === ':';
  const name = token.slice(0, isJson ? equals - 1 : Math.max(equals, 0));
  if (name === '') {
    const shown = JSON.stringify(token.slice(0, 80));
    const hint = 'Write an argument as name=text, name:=JSON, name=@FILE or name:=@FILE.';
    return err(kamiError('KAMI_USAGE', `${shown} is not an argument.`, { hint }));
  }
  const value = token.slice(equals + 1);
  const from = value.startsWith('@') ? 'file' : 'token';
  return ok({ name, form: isJson ? 'json' : 'text', from, text: from === 'file' ? value.slice(1) : value });
}
