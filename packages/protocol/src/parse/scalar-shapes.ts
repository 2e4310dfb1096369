import type { Shape } from './shape.ts';
import { fitsUtf8 } from './utf8-length.ts';

/** Exactly one string. */
export function literal<const T extends string>(expected: T): Shape<T> {
  return { check: (value) => (value === expected ? undefined : `expected ${JSON.stringify(expected)}`) };
}

/** One of some strings. */
export function oneOf<const T extends string>(allowed: readonly T[]): Shape<T> {
  const set: ReadonlySet<unknown> = new Set(allowed);
  return { check: (value) => (set.has(value) ? undefined : `expected one of ${allowed.join(', ')}`) };
}

/** A boolean. */
export const bool: Shape<boolean> = {
  check: (value) => (typeof value === 'boolean' ? undefined : 'expected a boolean'),
};

/** A safe integer from `min` to `max`; never `-0`. */
export function integer(min: number, max: number): Shape<number> {
  return {
    check: (value) =>
      typeof value === 'number' &&
      Number.isSafeInteger(value) &&
      value >= min &&
      value <= max &&
      !Object.is(value, -0)
        ? undefined
        : `expected an integer from ${min} to ${max}`,
  };
}

/** A finite number from `min` to `max`. */
export function finite(min: number, max: number): Shape<number> {
  return {
    check: (value) =>
      typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max
        ? undefined
        : `expected a number from ${min} to ${max}`,
  };
}

/** Well-formed Unicode text (no lone surrogates) of at most `maxBytes` bytes in UTF-8. */
export function text(maxBytes: number, minBytes: number = 0): Shape<string> {
  return {
    check: (value) => {
      if (typeof value !== 'string') return 'expected a string';
      if (!fitsUtf8(value, maxBytes)) return `over ${maxBytes} bytes`;
      if (value.length < minBytes) return 'expected a string that is not empty';
      return value.isWellFormed() ? undefined : 'not well-formed Unicode';
    },
  };
}

/** Text of at most `maxLength` characters that matches `form`; `expected` says the form in words. */
export function pattern(form: RegExp, maxLength: number, expected: string): Shape<string> {
  return {
    check: (value) =>
      typeof value === 'string' && value.length <= maxLength && form.test(value)
        ? undefined
        : `expected ${expected}`,
  };
}

/** An unsigned 64-bit integer as a decimal string without leading zeros. */
export const decimalU64: Shape<string> = {
  check: (value) =>
    typeof value === 'string' && /^(?:0|[1-9]\d{0,19})$/.test(value) && BigInt(value) < 2n ** 64n
      ? undefined
      : 'expected an unsigned 64-bit integer as a decimal string',
};
