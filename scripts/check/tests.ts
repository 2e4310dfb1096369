import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { execPath } from 'node:process';

import { passSignals } from '../build/pass-signals.ts';
import { workspaceRoot } from '../build/workspace-root.ts';

/** How many tests passed, failed and did not run; a test file that does not load counts as one failure. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The file and name of every failed test, and each file that did not load. */
  readonly failures: readonly string[];
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
  const failures = listAt(report, 'testResults').flatMap(failuresOf);
  const failed = Math.max(failures.length, numberAt(report, 'numFailedTests'));
  const incomplete = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, skipped, failed: incomplete ? 1 : failed, failures };
}

function failuresOf(file: unknown): readonly string[] {
  const path = relative(workspaceRoot, textAt(file, 'name'));
  const tests = listAt(file, 'assertionResults');
  if (tests.length === 0) return textAt(file, 'status') === 'failed' ? [`${path} does not load`] : [];
  return tests
    .filter((test) => textAt(test, 'status') === 'failed')
    .map((test) => `${path} > ${textAt(test, 'fullName')}`);
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

function listAt(report: unknown, key: string): readonly unknown[] {
  const value = propertyOf(report, key);
  return Array.isArray(value) ? value : [];
}

function textAt(report: unknown, key: string): string {
  const value = propertyOf(report, key);
  return typeof value === 'string' ? value : '';
}

function propertyOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
