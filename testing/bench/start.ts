/** From spawn to the answer of the first `tools/list`: `kami serve` with 200 tools against a bare bundled server. */
import { join } from 'node:path';
import { argv } from 'node:process';

import { openSqliteHome } from '../../packages/store-sqlite/src/index.ts';
import { parseToolId, parseToolName } from '../../packages/types/src/index.ts';

import { connectModern, type ServerCommand } from '../e2e/connect-client.ts';
import { makeTestHome, serveCommand, type TestHome } from '../e2e/kami.ts';
import { guestPath } from '../guests/index.ts';
import { bundleServer } from './bundle-server.ts';
import { ratio, report } from './report.ts';

const rounds = Number(argv[2] ?? 10);
const tools = 200;
const bound = 3;

using home = makeTestHome();
await installCopies(home);
using baseline = await bundleServer(new URL('baseline-server.mjs', import.meta.url), home.env);
const [command, ...args] = serveCommand;
const samples: { baseline: number[]; kami: number[] } = { baseline: [], kami: [] };
for (let round = -1; round < rounds; round += 1) {
  const plain = await timeToList(baseline.command, 2);
  const kami = await timeToList({ command, args, env: home.env }, tools);
  if (round < 0) continue;
  samples.baseline.push(plain);
  samples.kami.push(kami);
}
report('start', [ratio(`spawn to the first tools/list, ${tools} tools / bare server`, samples, bound)]);

async function timeToList(server: ServerCommand, expected: number): Promise<number> {
  const started = performance.now();
  await using client = await connectModern(home, server);
  const { length } = await client.listTools();
  if (length !== expected) throw new Error(`A list of ${length} tools.`);
  return performance.now() - started;
}

/** One tool is installed as a user does it; the others are rows that differ in id and name only. */
async function installCopies(target: TestHome): Promise<void> {
  await target.must(['install', guestPath('words-c'), '--yes']);
  const opened = await openSqliteHome(join(target.path, 'kami.db'), { writer: { kind: 'inline' } });
  if (!opened.ok) throw new Error(opened.error.message);
  await using store = opened.value;
  const tool = await store.tools.find({ nameOrId: 'words-c' });
  if (!tool.ok || tool.value === undefined) throw new Error('The tool is not there.');
  for (let copy = 1; copy < tools; copy += 1) {
    const id = parseToolId(`local.copy-${copy}`);
    const name = parseToolName(`copy-${copy}`);
    if (!id.ok || !name.ok) throw new Error('A name that is none.');
    const manifest = { ...tool.value.manifest, id: id.value, name: name.value };
    const done = await store.tools.install({ ...tool.value, id: id.value, name: name.value, manifest }, []);
    if (!done.ok) throw new Error(done.error.message);
  }
}
