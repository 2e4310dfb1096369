import type { CatalogueGroup } from './catalogue.ts';
import { casesOf, doneCasesOf } from './catalogue-problems.ts';

/** How the tests of one group ended. */
export interface GroupResult {
  readonly name: string;
  /** Cases whose test passed. */
  readonly held: number;
  readonly total: number;
  /** Cases that must hold and did not: failed, skipped or not there. */
  readonly broken: readonly number[];
}

/** The number of the case that a test is of, by its title. */
export function caseOfTitle(title: string): number | undefined {
  const digits = /^case (\d+): /u.exec(title)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Counts the cases that held. `states` has how the test of each case ended, as vitest calls it. */
export function countHeld(
  catalogue: Readonly<Record<string, CatalogueGroup>>,
  states: ReadonlyMap<number, string>,
): readonly GroupResult[] {
  const holds = (number: number): boolean => states.get(number) === 'passed';
  return Object.entries(catalogue).map(([name, group]) => ({
    name,
    held: casesOf(group).filter(holds).length,
    total: casesOf(group).length,
    broken: doneCasesOf(group).filter((number) => !holds(number)),
  }));
}

/** The results as lines for people: held / total for each group, and what broke. */
export function formatHeld(results: readonly GroupResult[]): string {
  const width = Math.max(...results.map(({ name }) => name.length));
  const lines = results.map(({ name, held, total, broken }) => {
    const failed = broken.length === 0 ? '' : `   not held: ${broken.join(', ')}`;
    return `${name.padEnd(width)}  ${String(held).padStart(3)} / ${total}${failed}`;
  });
  const sum = (key: 'held' | 'total'): number => results.reduce((all, result) => all + result[key], 0);
  return [...lines, `${'all'.padEnd(width)}  ${String(sum('held')).padStart(3)} / ${sum('total')}`].join(
    '\n',
  );
}
