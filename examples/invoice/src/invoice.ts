import {
  divide,
  type Decimal,
  formatUnits,
  multiply,
  parseDecimal,
  type Rounding,
  toUnits,
} from './decimal.ts';
import { shareOut } from './share.ts';

/** The types of `wit/invoice.wit` as the component's engine hands them over. */
export interface Line {
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly taxPercent?: string | null | undefined;
}
export interface Discount {
  readonly tag: 'percent' | 'amount';
  readonly val: string;
}
export interface Tax {
  readonly percent: string;
  readonly base: string;
  readonly amount: string;
}
export interface Summary {
  readonly lines: readonly string[];
  readonly subtotal: string;
  readonly discount: string;
  readonly taxes: readonly Tax[];
  readonly total: string;
}

const MOST_DECIMALS = 4;

/** The export `total`. It throws a `problem`: the engine makes the error of its result. */
export function total(
  lines: readonly Line[],
  discount?: Discount | null,
  rounding?: Rounding | null,
  decimals?: number | null,
): Summary {
  const mode = rounding ?? 'half-up';
  const places = decimals ?? 2;
  if (places > MOST_DECIMALS) fail({ tag: 'too-many-decimals', val: places });
  if (lines.length === 0) fail({ tag: 'no-lines' });
  const amounts = lines.map((line, index) => lineAmount(line, index, places, mode));
  const subtotal = amounts.reduce((sum, amount) => sum + amount, 0n);
  const reduction = discountUnits(discount, subtotal, places, mode);
  const rates = ratesOf(lines, amounts);
  const shares = shareOut(
    reduction,
    rates.map(({ units }) => units),
  );
  const taxed = rates.map(({ percent, units }, index) => {
    const base = units - (shares[index] ?? 0n);
    return { percent, base, tax: percentOf(base, percent, mode) };
  });
  const sum = taxed.reduce((all, { base, tax }) => all + base + tax, 0n);
  const money = (units: bigint): string => formatUnits(units, places);
  return {
    lines: amounts.map(money),
    subtotal: money(subtotal),
    discount: money(reduction),
    taxes: taxed
      .filter(({ percent }) => percent.digits !== 0n)
      .map(({ percent, base, tax }) => ({
        percent: formatUnits(percent.digits, percent.scale),
        base: money(base),
        amount: money(tax),
      })),
    total: money(sum),
  };
}

function lineAmount(line: Line, index: number, places: number, mode: Rounding): bigint {
  const quantity = readNumber(line.quantity, `lines[${index}].quantity`);
  const price = readNumber(line.unitPrice, `lines[${index}].unit-price`);
  return toUnits(multiply(quantity, price), places, mode);
}

function discountUnits(
  discount: Discount | null | undefined,
  from: bigint,
  places: number,
  mode: Rounding,
): bigint {
  if (discount === null || discount === undefined) return 0n;
  const value = readNumber(discount.val, 'discount');
  const units = discount.tag === 'percent' ? percentOf(from, value, mode) : toUnits(value, places, mode);
  const most = from > 0n ? from : 0n;
  if (value.digits < 0n || units > most) fail({ tag: 'bad-discount', val: formatUnits(most, places) });
  return units;
}

/** The sum of the lines for each tax rate, the lowest rate first; 0 % stands for no tax. */
function ratesOf(lines: readonly Line[], amounts: readonly bigint[]): { percent: Decimal; units: bigint }[] {
  const rates = new Map<string, { percent: Decimal; units: bigint }>();
  for (const [index, line] of lines.entries()) {
    const percent = readNumber(line.taxPercent ?? '0', `lines[${index}].tax-percent`);
    const key = String(toUnits(percent, 6, 'half-up'));
    const units = (rates.get(key)?.units ?? 0n) + (amounts[index] ?? 0n);
    rates.set(key, { percent: rates.get(key)?.percent ?? percent, units });
  }
  return [...rates].toSorted(([a], [b]) => (BigInt(a) < BigInt(b) ? -1 : 1)).map(([, rate]) => rate);
}

function percentOf(units: bigint, percent: Decimal, mode: Rounding): bigint {
  return divide(units * percent.digits, 100n * 10n ** BigInt(percent.scale), mode);
}

type Problem =
  | { readonly tag: 'no-lines' }
  | { readonly tag: 'not-a-number'; readonly val: { readonly field: string; readonly value: string } }
  | { readonly tag: 'bad-discount'; readonly val: string }
  | { readonly tag: 'too-many-decimals'; readonly val: number };

/** Ends the call with an error: what an export throws is the error of its WIT result. */
function fail(problem: Problem): never {
  // oxlint-disable-next-line typescript/only-throw-error -- the engine takes the thrown value itself, not an Error
  throw problem;
}

function readNumber(value: string, field: string): Decimal {
  const number = parseDecimal(value);
  return number ?? fail({ tag: 'not-a-number', val: { field, value } });
}
