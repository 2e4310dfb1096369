import type { FunctionName } from './offered-functions.ts';
import { classOf } from './uncovered.ts';

/** That a test covers a function in one way; the beginning of the test's name says it: `positive: wasi:io/poll poll: …`. */
export interface Claim {
  readonly kind: 'positive' | 'negative' | 'unreachable';
  readonly name: FunctionName;
}

/** What covers one function, and what is missing. */
export interface FunctionCoverage {
  readonly name: FunctionName;
  readonly class: ReturnType<typeof classOf>;
  readonly positive: number;
  readonly negative: number;
  readonly unreachable: number;
  readonly isCovered: boolean;
}

const TITLE = /^(positive|negative|unreachable): (\S+) ((?:\[\w+\])?[\w.-]+):/u;

/** The claim in the name of a test, or nothing. */
export function readClaim(title: string): Claim | undefined {
  const [, kind, interfaceName, name] = TITLE.exec(title) ?? [];
  if (kind !== 'positive' && kind !== 'negative' && kind !== 'unreachable') return undefined;
  return { kind, name: `${interfaceName} ${name}` };
}

/**
 * The coverage of each function. One that is offered needs a positive and a negative case, one that is denied at every
 * call a negative one, and one that cannot be reached a call with a handle that was never issued.
 */
export function coverageOf(
  functions: readonly FunctionName[],
  claims: readonly Claim[],
): readonly FunctionCoverage[] {
  return functions.map((name): FunctionCoverage => {
    const count = (kind: Claim['kind']): number =>
      claims.filter((claim) => claim.name === name && claim.kind === kind).length;
    const counts = {
      positive: count('positive'),
      negative: count('negative'),
      unreachable: count('unreachable'),
    };
    const group = classOf(name);
    const isCovered = {
      offered: counts.positive > 0 && counts.negative > 0,
      denied: counts.negative > 0,
      unreachable: counts.unreachable > 0,
    }[group];
    return { name, class: group, ...counts, isCovered };
  });
}
