/**
 * Runs the protocol's conformance suite against `kami serve --http`, for each revision that has requirements, and writes
 * `docs/conformance.md`. Fails when a required scenario does.
 */
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process, { stderr, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';

import { makeTestHome } from '../e2e/kami.ts';
import { countRequired, formatReport, type RevisionOutcome } from './format-report.ts';
import { runSuite, suiteVersion } from './run-suite.ts';

const revisions = ['2025-11-25', '2026-07-28'];
const page = fileURLToPath(new URL('../../docs/conformance.md', import.meta.url));
const guests = fileURLToPath(new URL('../guests', import.meta.url));

using home = makeTestHome();
await installFixtures();

const outcomes: RevisionOutcome[] = [];
for (const revision of revisions) {
  const scenarios = await runSuite(home, revision);
  outcomes.push({ revision, scenarios });
  const { passed, total } = countRequired(scenarios);
  for (const { name, failed, unscored } of scenarios)
    if (failed > 0 && unscored === undefined) stdout.write(`✗ ${revision} ${name}: ${failed} failed\n`);
  stdout.write(
    `${passed === total ? '✓' : '✗'} ${revision}: ${passed} of ${total} required scenarios pass\n`,
  );
  if (passed !== total) process.exitCode = 1;
}
writeFileSync(page, formatReport(suiteVersion(), outcomes));

/** Installs the component with the fixtures of the suite, like any other tool: a manifest and the component beside it. */
async function installFixtures(): Promise<void> {
  const manifest = join(guests, 'conformance', 'tool.toml');
  const component = join(guests, 'dist', 'conformance.wasm');
  if (!existsSync(manifest) || !existsSync(component)) {
    stderr.write('There is no guest named conformance: scenarios that need a fixture fail.\n');
    return;
  }
  const folder = join(home.path, '..', 'conformance');
  mkdirSync(folder, { recursive: true });
  copyFileSync(manifest, join(folder, 'tool.toml'));
  copyFileSync(component, join(folder, 'guest.wasm'));
  await home.must(['install', folder, '--yes']);
}
