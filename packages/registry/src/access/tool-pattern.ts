import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';

const MAX_PATTERN = 128;

/** Reads a pattern of tool names: letters, digits, `_`, `-` and `*`, which stands for any characters. */
export function parseToolPattern(text: string): Result<string, KamiError> {
  if (text.length <= MAX_PATTERN && /^[A-Za-z0-9_*-]+$/.test(text)) return ok(text);
  return err(
    kamiError('KAMI_USAGE', `${JSON.stringify(text.slice(0, 80))} is no pattern of tool names.`, {
      hint: 'A pattern has letters, digits, _, - and * for any characters, for example: --tools "git-*"',
    }),
  );
}

/**
 * Whether a pattern is about the whole of a name. Takes time in proportion to the product of their lengths at most:
 * only the last `*` is ever tried again.
 */
export function matchesToolPattern(pattern: string, name: string): boolean {
  let [p, n, star, tried] = [0, 0, -1, 0];
  while (n < name.length) {
    if (pattern[p] === '*') {
      star = p;
      tried = n;
      p += 1;
    } else if (pattern[p] === name[n]) {
      p += 1;
      n += 1;
    } else if (star !== -1) {
      tried += 1;
      n = tried;
      p = star + 1;
    } else return false;
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}
