import type { KamiError, Result } from '@kami/types';
import type { TextRule } from '../manifest/table-reader.ts';
import { MAX_SOURCE_LENGTH } from './tool-set.ts';

/** Accepts a path or an address: one line, nothing in it that a terminal does not show. */
export const isSource: TextRule = (text) => {
  if (text === '' || text.length > MAX_SOURCE_LENGTH)
    return `expected a path or an address of at most ${MAX_SOURCE_LENGTH} characters`;
  return /[\p{C}\p{DI}\p{Zl}\p{Zp}]/u.test(text)
    ? 'expected a path or an address without control characters'
    : undefined;
};

/** Accepts what a parser of identifiers does. */
export function ruleOf(parse: (text: string) => Result<string, KamiError>, expected: string): TextRule {
  return (text) => (parse(text).ok ? undefined : `expected ${expected}`);
}

/** Accepts a SHA-256 with its prefix, so that another algorithm could be told apart from it. */
export const isPrefixedDigest: TextRule = (text) =>
  /^sha256:[0-9a-f]{64}$/u.test(text) ? undefined : 'expected sha256: and 64 lower-case hex digits';
