import type { CatalogueGroup } from './catalogue.ts';
import { readCases } from './read-cases.ts';

/** A test file by its name in `testing/adversarial`. */
export interface TestFile {
  readonly name: string;
  readonly text: string;
}

type Catalogue = Readonly<Record<string, CatalogueGroup>>;

/** The numbers of the cases of a group, in order. */
export function casesOf(group: CatalogueGroup): readonly number[] {
  return Object.keys(group.expected).map(Number);
}

/** The numbers of the cases of a group whose tests must be there and hold. */
export function doneCasesOf(group: CatalogueGroup): readonly number[] {
  return group.done === 'all' ? casesOf(group) : group.done;
}

/**
 * What is wrong with the tests of the catalogue: a sentence for each case that is missing, doubled, skipped or out of
 * its place.
 */
export function catalogueProblems(catalogue: Catalogue, files: readonly TestFile[]): readonly string[] {
  const written = files.flatMap(({ name, text }) => readCases(name, text));
  const problems = written.flatMap(({ number, file, line, problem }) => {
    const at = `${file}:${line}: ${number === undefined ? 'a case' : `case ${number}`}`;
    const group = number === undefined ? undefined : groupOf(catalogue, number);
    if (problem !== undefined) return [`${at} ${problem}.`];
    if (group === undefined) return [`${at} is not in the catalogue.`];
    const prefix = group.replaceAll(' ', '-').toLowerCase();
    return file.startsWith(prefix) ? [] : [`${at} belongs into a file ${prefix}*.test.ts.`];
  });
  const counts = new Map<number, number>();
  for (const { number } of written)
    if (number !== undefined) counts.set(number, (counts.get(number) ?? 0) + 1);
  const doubled = [...counts]
    .filter(([, count]) => count > 1)
    .map(([number]) => `case ${number} has several tests.`);
  const missing = Object.values(catalogue)
    .flatMap(doneCasesOf)
    .filter((number) => !counts.has(number))
    .map((number) => `case ${number} has no test.`);
  return [...problems, ...doubled, ...missing];
}

function groupOf(catalogue: Catalogue, number: number): string | undefined {
  return Object.keys(catalogue).find((name) => catalogue[name]?.expected[number] !== undefined);
}
