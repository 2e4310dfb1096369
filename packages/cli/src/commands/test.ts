import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseManifest } from '@kami/registry';
import { ok } from '@kami/types';
import type { App } from '../app.ts';
import { buildProject } from '../building/build-project.ts';
import type { ExitCode } from '../output/exit-code.ts';
import { findTestRunner } from '../testing/find-test-runner.ts';
import { buildParts, reportBuild } from './build.ts';
import type { CommandResult } from './command.ts';

/** What `kami test` was told. */
export interface TestOptions {
  /** False: the component is tested as it lies there. */
  readonly build: boolean;
  readonly watch: boolean;
}

/** `kami test`: builds the tool in a folder and runs its tests against the built component. */
export async function testCommand(
  app: App,
  given: string,
  args: readonly string[],
  { build, watch }: TestOptions,
): CommandResult {
  const folder = resolve(given);
  const runner = findTestRunner(folder, watch);
  if (!runner.ok) return runner;
  if (build && (await saysHowToBuild(folder))) {
    const outcome = await buildProject(buildParts(app, {}), folder, false);
    if (!outcome.ok) return outcome;
    if (outcome.value.built !== undefined) await reportBuild(app, outcome.value);
  }
  const run = { args: [...runner.value, ...args], folder, env: { KAMI_TEST_HOST: app.program } };
  const ended = await app.runTests(run);
  return ended.ok ? ok(exitCode(ended.value)) : ended;
}

/** Whether there is something to build: not where the manifest has no `[build]`. What is wrong with one, building says. */
async function saysHowToBuild(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, 'tool.toml'), 'utf8').catch(() => '');
  const manifest = parseManifest(text);
  return !manifest.ok || manifest.value.build !== undefined;
}

/** The runner's own exit code where KAMI has it too, else that of a failure. */
function exitCode(code: number): ExitCode {
  return code === 0 || code === 2 || code === 130 ? code : 1;
}
