import { stdout } from 'node:process';

import { runCommand } from '../build/run-command.ts';

/** How many static checks passed and failed. */
export interface CheckCounts {
  readonly passed: number;
  readonly failed: number;
}

type Check = readonly [label: string, command: readonly [string, ...string[]]];

const checks: readonly Check[] = [
  ['types', ['node', 'node_modules/typescript/bin/tsc', '--noEmit', '--pretty', 'false', '-p', '.']],
  ['lint', ['node', 'node_modules/oxlint/bin/oxlint', '.']],
  ['format', ['node', 'node_modules/oxfmt/bin/oxfmt', '--check', '.']],
  ['layers', ['node', 'testing/checks/check-layers.ts']],
  ['unused files, exports, dependencies', ['node', 'node_modules/knip/bin/knip.js', '--no-progress']],
  [
    'workspace manifests',
    [
      'node_modules/.bin/sherif',
      '--no-install',
      '--fail-on-warnings',
      '-r',
      'packages-without-package-json',
      '-r',
      'root-package-manager-field',
    ],
  ],
  ['reference of the guest SDK', ['node', 'scripts/reference.ts', '--check']],
  ['published packages', ['node', 'scripts/check/published-packages.ts']],
];

/** Runs all checks whatever their outcome; the output of a failed one follows its line. */
export async function runStaticChecks(): Promise<CheckCounts> {
  const waiting = [...checks];
  let passed = 0;
  const workers = [0, 1].map(async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      if (await runCheck(check)) passed += 1;
    }
  });
  await Promise.all(workers);
  return { passed, failed: checks.length - passed };
}

async function runCheck([label, command]: Check): Promise<boolean> {
  const started = performance.now();
  const { exitCode, output } = await runCommand(command, { env: { NO_COLOR: '1', FORCE_COLOR: '0' } });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const remark = exitCode === 0 ? lastLine(output) : `exit code ${exitCode}`;
  stdout.write(
    `${exitCode === 0 ? '✓' : '✗'} ${label} (${seconds} s)${remark === '' ? '' : `: ${remark}`}\n`,
  );
  if (exitCode !== 0) stdout.write(`${output.trimEnd()}\n`);
  return exitCode === 0;
}

function lastLine(output: string): string {
  return output.trimEnd().split('\n').at(-1)?.trim() ?? '';
}
