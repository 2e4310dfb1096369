import { execPath } from 'node:process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { createTestToken, startHttpServer } from '../e2e/http-server.ts';
import { runProgram, type TestHome } from '../e2e/kami.ts';
import { parseSummary, type ScenarioOutcome } from './parse-summary.ts';
import { startTokenProxy } from './token-proxy.ts';

const suiteFolder = dirname(
  createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/package.json'),
);

/** The version of the suite that is installed. */
export function suiteVersion(): string {
  const manifest = JSON.parse(readFileSync(join(suiteFolder, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return manifest.version;
}

/** Runs the scenarios that a revision requires, and those that it does not score, against a server of this home. */
export async function runSuite(home: TestHome, revision: string): Promise<readonly ScenarioOutcome[]> {
  const { token } = await createTestToken(home);
  await using server = await startHttpServer(home);
  await using proxy = await startTokenProxy(server.url, token);
  const program = join(suiteFolder, 'dist', 'index.js');
  const args = [program, 'server', '--url', proxy.url, '--requirements', revision];
  const { stdout, stderr } = await runProgram(args, { PATH: dirname(execPath), NO_COLOR: '1' });
  return parseSummary(`${stdout}\n${stderr}`);
}
