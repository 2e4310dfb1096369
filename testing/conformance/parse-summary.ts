/** What became of one scenario of the suite. */
export interface ScenarioOutcome {
  readonly name: string;
  /** Checks. */
  readonly passed: number;
  readonly failed: number;
  /** Why it is run and does not count, where the suite says so; absent: the revision requires it. */
  readonly unscored?: string;
}

/** Reads the summary that the suite prints at its end; throws where there is none. */
export function parseSummary(printed: string): readonly ScenarioOutcome[] {
  const [, summary] = printed.split('=== SUMMARY ===');
  if (summary === undefined) throw new Error(`The suite printed no summary:\n${printed.slice(-2000)}`);
  const reasons = new Map(
    [...summary.matchAll(/^ {2}[✓✗] (\S+) \(([^)]+)\)$/gmu)].map(([, name = '', reason = '']) => [
      name,
      reason,
    ]),
  );
  const outcomes = [...summary.matchAll(/^[✓✗] (\S+): (\d+) passed, (\d+) failed/gmu)].map(
    ([, name = '', passed, failed]) => {
      const unscored = reasons.get(name);
      return {
        name,
        passed: Number(passed),
        failed: Number(failed),
        ...(unscored !== undefined && { unscored }),
      };
    },
  );
  if (outcomes.length === 0) throw new Error(`The suite ran nothing:\n${printed.slice(-2000)}`);
  return outcomes;
}
