import { err, ok, type Result } from '@kami/types';

import { bracketEnd } from './scan-script.ts';

/** The text that takes the place of a call; nothing when the arguments are not as expected. */
export type CallEdit = (args: string) => string | undefined;

/** Replaces every call of a function by name, inner ones first. The error names a call that was not as expected. */
export function editCalls(source: string, name: string, edit: CallEdit): Result<string, string> {
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const at = nextCall(source, name, from);
    if (at === undefined) return ok(parts.join('') + source.slice(from));
    const open = at + name.length;
    const end = bracketEnd(source, open);
    const args = end === undefined ? undefined : editCalls(source.slice(open + 1, end - 1), name, edit);
    const replacement = args?.ok === true ? edit(args.value) : undefined;
    if (end === undefined || replacement === undefined) return err(`a call of ${name} has another form`);
    parts.push(source.slice(from, at), replacement);
    from = end;
  }
}

function nextCall(source: string, name: string, from: number): number | undefined {
  for (let at = source.indexOf(`${name}(`, from); at !== -1; at = source.indexOf(`${name}(`, at + 1)) {
    if (!/[\w$.]/.test(source.charAt(at - 1))) return at;
  }
  return undefined;
}

/** Replaces a pattern that must be found a given number of times. The error says what was missed. */
export function replaceTimes(
  source: string,
  what: string,
  pattern: RegExp,
  times: number,
  replacement: (match: string, ...groups: string[]) => string,
): Result<string, string> {
  const count = source.match(pattern)?.length ?? 0;
  return count === times
    ? ok(source.replace(pattern, replacement))
    : err(`${what} was found ${count} times instead of ${times === 1 ? 'once' : times}`);
}
