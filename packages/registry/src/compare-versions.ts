import type { ToolVersion } from '@kami/types';

/**
 * The precedence of two versions by Semantic Versioning 2.0.0, section 11: negative where the first is lower, 0 where
 * neither is (build metadata does not count).
 */
export function compareVersions(a: ToolVersion, b: ToolVersion): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  const core = compareLists(left.core, right.core);
  if (core !== 0) return core;
  if (left.pre.length === 0 || right.pre.length === 0) return right.pre.length - left.pre.length;
  return compareLists(left.pre, right.pre);
}

function partsOf(version: string): { readonly core: readonly string[]; readonly pre: readonly string[] } {
  const [bare = ''] = version.split('+', 1);
  const dash = bare.indexOf('-');
  const core = dash === -1 ? bare : bare.slice(0, dash);
  return { core: core.split('.'), pre: dash === -1 ? [] : bare.slice(dash + 1).split('.') };
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 1;
    const order = compareIdentifiers(left, right);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Numbers without leading zeros are compared by length and digits: they may be larger than a double holds exactly. */
function compareIdentifiers(a: string, b: string): number {
  const [isNumber, isOtherNumber] = [/^\d+$/u.test(a), /^\d+$/u.test(b)];
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  if (isNumber && a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : Number(a > b);
}
