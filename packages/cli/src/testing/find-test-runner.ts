import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { filesBelow } from '../building/source-files.ts';
import { fileErrorCode } from '../output/file-error-code.ts';

/** Where Node's own runner looks for tests (Node.js documentation, "Running tests from the command line"). */
const NODE_TEST =
  /(?:^|[/.\-_])test\.[cm]?[jt]s$|(?:^|\/)test-[^/]*\.[cm]?[jt]s$|(?:^|\/)test\/.*\.[cm]?[jt]s$/u;
/** Test files that are looked into for the runner that they are written for. */
const MAX_FILES = 1000;

/**
 * The arguments of Node that run the tests of a folder: vitest of its packages, else Node's own runner. Errors:
 * `KAMI_USAGE` where there are no tests, or tests for a vitest that is not installed; `KAMI_SOURCE_UNREADABLE`.
 */
export function findTestRunner(folder: string, watch: boolean): Result<readonly string[], KamiError> {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return err(noFolder(folder));
  const vitest = findVitest(folder);
  if (vitest !== undefined) return ok([vitest, watch ? 'watch' : 'run']);
  try {
    return findNodeRunner(folder, watch);
  } catch (cause) {
    const message = `The tests in ${JSON.stringify(folder)} cannot be read (${fileErrorCode(cause)}).`;
    return err(kamiError('KAMI_SOURCE_UNREADABLE', message, { cause }));
  }
}

function findNodeRunner(folder: string, watch: boolean): Result<readonly string[], KamiError> {
  const files = filesBelow(folder).map((path) => relative(folder, path).split(sep).join('/'));
  const tests = files.filter((path) => NODE_TEST.test(path));
  if (tests.length === 0) {
    const message = `There are no tests in ${JSON.stringify(folder)}.`;
    return err(
      kamiError('KAMI_USAGE', message, {
        hint: 'Write one in test/tool.test.ts with openTool of @kami/guest/testing, and install: npm install --save-dev vitest',
      }),
    );
  }
  const foreign = tests.slice(0, MAX_FILES).find((path) => importsVitest(join(folder, path)));
  if (foreign === undefined) return ok(['--test', ...(watch ? ['--watch'] : [])]);
  return err(
    kamiError('KAMI_USAGE', `${foreign} is a test for vitest, which is not installed.`, {
      hint: 'npm install --save-dev vitest',
    }),
  );
}

function noFolder(folder: string): KamiError {
  return kamiError('KAMI_SOURCE_UNREADABLE', `${JSON.stringify(folder)} is not a folder.`, {
    hint: 'Give the folder with the tool’s tool.toml, for example: kami test ./my-tool',
  });
}

function findVitest(folder: string): string | undefined {
  const path = join(folder, 'node_modules', 'vitest', 'vitest.mjs');
  if (existsSync(path)) return path;
  return dirname(folder) === folder ? undefined : findVitest(dirname(folder));
}

function importsVitest(path: string): boolean {
  return /\bfrom\s+['"]vitest['"]/u.test(readFileSync(path, 'utf8'));
}
