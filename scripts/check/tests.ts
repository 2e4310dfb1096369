import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';

import { passSignals } from '../build/pass-signals.ts';
import { workspaceRoot } from '../build/workspace-root.ts';

/** How many tests passed, failed and did not run; a test file that does not load counts as one failure. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const reportFile = join(workspaceRoot, '.cache/vitest-report.json');

/** Runs vitest with its usual output and counts from its own JSON report; no report, or no test, is a failure. */
export async function runTests(args: readonly string[]): Promise<TestCounts> {
  rmSync(reportFile, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const vitest = join(workspaceRoot, 'node_modules/vitest/vitest.mjs');
  const child = spawn(execPath, [vitest, 'run', ...reporters, ...args], {
    cwd: workspaceRoot,
    env: { ...process.env, KAMI_BUILD_DONE: '1' },
    stdio: 'inherit',
  });
  passSignals(child);
  await once(child, 'close');
  return countResults(readReport(), child.exitCode ?? 1);
}

/** Counts of a vitest JSON report; an unsuccessful run without a failed test still counts one failure. */
export function countResults(report: unknown, exitCode: number): TestCounts {
  const passed = numberAt(report, 'numPassedTests');
  const skipped = numberAt(report, 'numPendingTests') + numberAt(report, 'numTodoTests');
  const failed = numberAt(report, 'numFailedTests') + unloadedFiles(report);
  const incomplete = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, skipped, failed: incomplete ? 1 : failed };
}

function unloadedFiles(report: unknown): number {
  const files = propertyOf(report, 'testResults');
  if (!Array.isArray(files)) return 0;
  return files.filter((file: unknown) => {
    const tests = propertyOf(file, 'assertionResults');
    return propertyOf(file, 'status') === 'failed' && Array.isArray(tests) && tests.length === 0;
  }).length;
}

function readReport(): unknown {
  try {
    return JSON.parse(readFileSync(reportFile, 'utf8'));
  } catch {
    return undefined;
  }
}

function numberAt(report: unknown, key: string): number {
  const value = propertyOf(report, key);
  return typeof value === 'number' ? value : 0;
}

function propertyOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
