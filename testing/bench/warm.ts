/**
 * A warm `tools/call` on stdio through the v2 client: `kami serve` with a JavaScript tool, a fresh instance for each
 * call, against the same function in a plain low-level server, bundled. Both servers run; rounds are taken in turns,
 * each side first in every other.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, execPath } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { build } from 'rolldown';

import { connectModern, type ConnectedClient } from '../e2e/connect-client.ts';
import { examplePath, makeTestHome } from '../e2e/kami.ts';
import { report } from './report.ts';

const bound = 12;
const rounds = Number(argv[2] ?? 6);
const warmUps = 50;
const orders = Array.from({ length: 20 }, (_, id) => ({ id, total: id * 17, customer: `customer ${id}` }));
const args = { expression: 'orders[?total > `100`].{id: id, total: total} | length(@)', data: { orders } };
const patterns = [
  { name: 'back to back', calls: 200, pauseMs: 0 },
  { name: '5 ms apart', calls: 60, pauseMs: 5 },
];

using home = makeTestHome();
await home.must(['install', examplePath('json-query'), '--yes']);
const folder = mkdtempSync(join(tmpdir(), 'kami-bench-'));
try {
  await using baseline = await connectModern(home, await bundleBaseline());
  await using kami = await connectModern(home);
  await measure(baseline, kami);
} finally {
  rmSync(folder, { recursive: true });
}

async function measure(baseline: ConnectedClient, kami: ConnectedClient): Promise<void> {
  for (const client of [baseline, kami]) {
    await client.listTools();
    await timeCalls(client, warmUps, 0);
  }
  const comparisons = [];
  for (const { name, calls, pauseMs } of patterns) {
    const samples: { baseline: number[]; kami: number[] } = { baseline: [], kami: [] };
    for (let round = 0; round < rounds; round += 1) {
      const first = round % 2 === 0 ? 'baseline' : 'kami';
      for (const side of [first, first === 'kami' ? 'baseline' : 'kami'] as const) {
        samples[side].push(...(await timeCalls(side === 'kami' ? kami : baseline, calls, pauseMs)));
      }
    }
    comparisons.push({ name: `tools/call, ${name}`, bound, ...samples });
  }
  report('warm', comparisons);
}

/** Milliseconds of each call, from request to result. */
async function timeCalls(client: ConnectedClient, calls: number, pauseMs: number): Promise<number[]> {
  const times: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    const started = performance.now();
    const { structuredContent } = await client.callTool('json-query', args);
    times.push(performance.now() - started);
    if (JSON.stringify(structuredContent) !== '{"result":14}') {
      throw new Error(`A wrong answer: ${JSON.stringify(structuredContent)}`);
    }
    if (pauseMs > 0) await sleep(pauseMs);
  }
  return times;
}

async function bundleBaseline(): Promise<{ command: string; args: string[]; env: Record<string, string> }> {
  const input = fileURLToPath(new URL('baseline-server.mjs', import.meta.url));
  const file = join(folder, 'baseline-server.mjs');
  await build({ input, platform: 'node', output: { file, format: 'esm', codeSplitting: false } });
  return { command: execPath, args: [file], env: home.env };
}
