import type { ScenarioOutcome } from './parse-summary.ts';

/** The outcomes of one revision's requirements. */
export interface RevisionOutcome {
  readonly revision: string;
  readonly scenarios: readonly ScenarioOutcome[];
}

/** The page about the last run, in Markdown. */
export function formatReport(suite: string, revisions: readonly RevisionOutcome[]): string {
  return [
    '# Conformance',
    '',
    `The server scenarios of \`@modelcontextprotocol/conformance\` ${suite}, run against \`kami serve --http\`. This page is written by the command that runs them:`,
    '',
    '    pnpm test:conformance',
    '',
    'The suite’s fixtures are the component in `testing/guests/conformance`, installed like any other; the suite sends no token, so a small proxy adds one. There is no list of expected failures: the command fails as long as a required scenario does.',
    ...revisions.flatMap(formatRevision),
    '',
  ].join('\n');
}

/** How many of the required scenarios passed, and how many there are. */
export function countRequired(scenarios: readonly ScenarioOutcome[]): {
  readonly passed: number;
  readonly total: number;
} {
  const required = scenarios.filter(({ unscored }) => unscored === undefined);
  return { passed: required.filter(({ failed }) => failed === 0).length, total: required.length };
}

function formatRevision({ revision, scenarios }: RevisionOutcome): readonly string[] {
  const { passed, total } = countRequired(scenarios);
  const rows = scenarios.map(
    ({ name, passed: held, failed, unscored }) =>
      `| ${name} | ${unscored === undefined ? 'yes' : `no: ${unscored}`} | ${held} | ${failed} |`,
  );
  return [
    '',
    `## ${revision}`,
    '',
    `${passed} of ${total} required scenarios pass.`,
    '',
    '| scenario | required | checks passed | failed |',
    '|---|---|---|---|',
    ...rows,
  ];
}
