/**
 * Everything that must hold: the complete build, the static checks, the tests. The last line counts checks and
 * tests together as `N passed, N failed, N skipped`; the exit code is 0 only when nothing failed. Arguments go to vitest.
 */
import { argv, execPath, stdout } from 'node:process';

import { runStaticChecks } from './check/static-checks.ts';
import { runTests } from './check/tests.ts';
import { runCommand } from './build/run-command.ts';

const build = await runCommand([execPath, 'scripts/build.ts', '--strict']);
stdout.write(build.exitCode === 0 ? '✓ complete build\n' : `✗ complete build\n${build.output}`);
const checks = await runStaticChecks();
const tests = await runTests(argv.slice(2));
const passed = checks.passed + tests.passed + (build.exitCode === 0 ? 1 : 0);
const failed = checks.failed + tests.failed + (build.exitCode === 0 ? 0 : 1);
for (const failure of tests.failures) stdout.write(`✗ ${failure}\n`);
stdout.write(`\nbuild and static checks: ${passed - tests.passed} passed, ${failed - tests.failed} failed\n`);
stdout.write(`tests: ${tests.passed} passed, ${tests.failed} failed, ${tests.skipped} skipped\n`);
stdout.write(`${passed} passed, ${failed} failed, ${tests.skipped} skipped\n`);
process.exitCode = failed === 0 ? 0 : 1;
