/**
 * Parts of `amount` in proportion to `weights`, which sum to exactly `amount`: each gets its floor, and the units left
 * over go to the largest remainders. Nothing is shared out where all weights are zero.
 */
export function shareOut(amount: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole === 0n) return weights.map(() => 0n);
  const shares = weights.map((weight, index) => {
    const part = amount * weight;
    const rest = ((part % whole) + whole) % whole;
    return { index, units: (part - rest) / whole, rest };
  });
  let left = amount - shares.reduce((sum, { units }) => sum + units, 0n);
  for (const share of shares.toSorted((a, b) => Number(b.rest - a.rest) || a.index - b.index)) {
    if (left === 0n) break;
    share.units += 1n;
    left -= 1n;
  }
  return shares.map(({ units }) => units);
}
