/** A decimal number, exactly: `digits` divided by 10 to the power of `scale`. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

export type Rounding = 'half-up' | 'half-even';

const form = /^(?<sign>-?)(?<whole>\d{1,15})(?:\.(?<part>\d{1,6}))?$/;

/** Reads `12.50`; nothing when the text is no such number. */
export function parseDecimal(text: string): Decimal | undefined {
  const { sign = '', whole = '', part = '' } = form.exec(text)?.groups ?? {};
  return whole === '' ? undefined : { digits: BigInt(sign + whole + part), scale: part.length };
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

/** `value` in units of 10 to the power of minus `decimals`. Half a unit goes away from zero, or to the even neighbour. */
export function toUnits(value: Decimal, decimals: number, rounding: Rounding): bigint {
  if (value.scale <= decimals) return value.digits * 10n ** BigInt(decimals - value.scale);
  return divide(value.digits, 10n ** BigInt(value.scale - decimals), rounding);
}

/** The rounded quotient; the divisor is positive. */
export function divide(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const size = dividend < 0n ? -dividend : dividend;
  const quotient = size / divisor;
  const twice = (size % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && (rounding === 'half-up' || quotient % 2n === 1n));
  const rounded = up ? quotient + 1n : quotient;
  return dividend < 0n ? -rounded : rounded;
}

/** Units of 10 to the power of minus `decimals` as text, every decimal written. */
export function formatUnits(units: bigint, decimals: number): string {
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const part = decimals === 0 ? '' : `.${digits.slice(-decimals)}`;
  return `${units < 0n ? '-' : ''}${whole}${part}`;
}
