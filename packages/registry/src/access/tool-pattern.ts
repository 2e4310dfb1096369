/**
 * Threat: a pattern that takes for ever on a long name, or that shows more than who wrote it meant. Rule: a pattern is
 * about the whole of a name, has two wildcards and no others, and is matched without trying again but for its last `*`.
 */
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';

/** Characters of a pattern: matching takes time in proportion to it. */
const MAX_PATTERN = 128;

/**
 * Reads a pattern of tool names and ids: letters, digits, `_`, `-`, `.`, `*` for any characters and `?` for one.
 * Error: `KAMI_USAGE`.
 */
export function parseToolPattern(text: string): Result<string, KamiError> {
  if (text.length <= MAX_PATTERN && /^[A-Za-z0-9._*?-]+$/u.test(text)) return ok(text);
  return err(
    kamiError('KAMI_USAGE', `${JSON.stringify(text.slice(0, 80))} is no pattern of tool names.`, {
      hint: 'A pattern has letters, digits, _, -, ., * for any characters and ? for one, for example: --tools "git-*"',
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
    } else if (pattern[p] === '?' || pattern[p] === name[n]) {
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
