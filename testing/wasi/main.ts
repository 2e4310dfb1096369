/** Runs the conformance tests and prints which functions of the WIT files they cover; fails under 100 %. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';

import { coverageOf, readClaim } from './coverage.ts';
import { offeredFunctions } from './offered-functions.ts';
import { reportLines } from './report.ts';

interface TestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kami-wasi-'));
try {
  const file = join(folder, 'report.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [
    vitest,
    'run',
    'testing/wasi',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const child = spawn(execPath, args, { cwd: root, stdio: 'inherit' });
  await once(child, 'exit');
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as TestReport;
  const passed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed');
  const claims = passed.map(({ title }) => readClaim(title)).filter((claim) => claim !== undefined);
  const coverage = coverageOf(offeredFunctions(), claims);
  stdout.write(`${reportLines(coverage).join('\n')}\n`);
  process.exitCode = child.exitCode === 0 && coverage.every(({ isCovered }) => isCovered) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
