/**
 * What counts as a positive and as a negative case of a host function.
 *
 * Positive: called as meant, it does and answers what its specification says.
 * Negative: what the specification or KAMI's policy does not give is not given. For a function with a `result` that is
 * an error case of its own. For one that cannot answer with an error it is, in this order, what there is of:
 * a handle that was never issued, which traps and ends the guest's call alone; an argument beyond a bound, which
 * traps; and, for a function without arguments, the state in which there is nothing to give (no grant, no
 * terminal, standard input at its end, a clock that computing does not advance).
 * Unreachable: a method of a resource that nothing gives to a guest, because its constructor is denied (sockets) or
 * because only a component that serves requests is handed one. It links, and is called by a guest in C with a handle
 * that was never issued; it has no positive case, and is counted apart.
 */
import type { FunctionName } from './offered-functions.ts';
import type { AnyStep } from './step.ts';

/** The kinds of cases. */
export type CaseKind = 'positive' | 'negative';

/** What a case finds already there, each under its name, in the order in which it is made. */
export type Fixture = 'folder' | 'file' | 'readOnly' | 'request';

/** One case of one function. */
export interface ConformanceCase {
  readonly covers: FunctionName;
  readonly kind: CaseKind;
  readonly title: string;
  readonly needs: readonly Fixture[];
  readonly steps: readonly AnyStep[];
  /** The words in the failure of the whole call, where the last step ends the guest. */
  readonly ends?: string;
  /** What must be true of the outcomes of the steps together. */
  readonly holds?: (outcomes: readonly unknown[]) => boolean;
}

/** How the last step ends the guest. */
export interface End {
  readonly ends: string;
}

/** What holds of the outcomes of all steps. */
export interface Condition {
  readonly holds: (outcomes: readonly unknown[]) => boolean;
}

type Rest = readonly (AnyStep | End | Condition)[];

/** Makes the cases of a table: `positive` and `negative` add one each. */
export function caseTable(...needs: readonly Fixture[]): {
  readonly cases: ConformanceCase[];
  readonly positive: (covers: FunctionName, title: string, ...rest: Rest) => void;
  readonly negative: (covers: FunctionName, title: string, ...rest: Rest) => void;
} {
  const cases: ConformanceCase[] = [];
  const add =
    (kind: CaseKind) =>
    (covers: FunctionName, title: string, ...rest: Rest): void => {
      const steps = rest.filter((item): item is AnyStep => !('ends' in item) && !('holds' in item));
      const last = rest.find((item): item is End | Condition => 'ends' in item || 'holds' in item);
      if (!steps.some((item) => 'call' in item && item.call === covers))
        throw new Error(`${covers}: ${title} never calls it`);
      cases.push({ covers, kind, title, needs, steps, ...last });
    };
  return { cases, positive: add('positive'), negative: add('negative') };
}
