/**
 * What the bounds leave room for: the same measures for a host that does nothing of what KAMI is for. Cold: two Node
 * processes and the recorded bytes of a call, with the real executor and component. Warm and throughput: the plain server
 * with a hop to another process and no guest; warm also with the real executor and component behind it. Files: a hop and
 * the system calls alone. Nothing here has a bound; the numbers stand beside those of the other benchmarks in
 * `docs/benchmarks.md`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, execPath } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { connectModern, type ConnectedClient } from '../e2e/connect-client.ts';
import { kamiProgram, makeTestHome } from '../e2e/kami.ts';
import { guestPath } from '../guests/index.ts';
import { bundleServer, type BundledServer } from './bundle-server.ts';
import { callAll } from './concurrent-calls.ts';
import { ratio, report, type Measure, type Samples } from './report.ts';
import { median } from './statistics.ts';

const rounds = Number(argv[2] ?? 5);
const text = 'three short words';
const program = (name: string): string => fileURLToPath(new URL(`floor/${name}`, import.meta.url));
const executor = join(kamiProgram, '..', 'executor-body.cjs');
const folder = mkdtempSync(join(tmpdir(), 'kami-floor-'));
using home = makeTestHome();
const measures: Measure[] = [];
for (const tool of ['words-c', 'words-quickjs', 'words-starlingmonkey'] as const)
  measures.push(await cold(tool));
measures.push(...(await served()), files());
rmSync(folder, { recursive: true });
report('floor', measures);

/** The bytes of one real call are recorded first, then sent to new processes by the bare host. */
async function cold(tool: 'words-c' | 'words-quickjs' | 'words-starlingmonkey'): Promise<Measure> {
  await home.must(['install', guestPath(tool), '--yes']);
  const bytes = join(folder, tool);
  const run = ['--import', program('record-pipe.mjs'), kamiProgram, 'run', tool, `text=${text}`, '--json'];
  timed(run, { ...home.env, BENCH_PIPE: bytes });
  const answer = tool === 'words-c' ? '{"result":3}' : '{"words":3}';
  const samples: Record<keyof Samples, number[]> = { baseline: [], kami: [] };
  for (let round = 0; round < rounds * 4; round += 1) {
    samples.baseline.push(timed(['-e', '0'], home.env));
    samples.kami.push(timed([program('bare-host.cjs'), bytes, executor, answer], home.env));
  }
  return ratio(`cold, ${tool}: bare host / node -e 0`, samples);
}

/** One call with a hop, or with the real executor, against one without; and the rate of 16 callers with the hop. */
async function served(): Promise<Measure[]> {
  const server = async (
    file: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<BundledServer> => bundleServer(new URL(file, import.meta.url), { ...home.env, ...environment });
  const real = (tool: string): Record<string, string> => ({
    BENCH_PIPE: join(folder, tool),
    BENCH_EXECUTOR: executor,
  });
  using plain = await server('baseline-server.mjs', {});
  using hopping = await server('floor/hop-server.mjs', { BENCH_EXECUTOR: program('echo-executor.mjs') });
  using typed = await server('floor/bare-server.mjs', real('words-c'));
  using quickjs = await server('floor/bare-server.mjs', real('words-quickjs'));
  await using baseline = await connectModern(home, plain.command);
  await using hop = await connectModern(home, hopping.command);
  await using bareTyped = await connectModern(home, typed.command);
  await using bareQuickjs = await connectModern(home, quickjs.command);
  const measured = [
    await warm('back to back: a hop without guest', baseline, hop, 0),
    await warm('5 ms apart: a hop without guest', baseline, hop, 5),
    await warm('back to back: the real executor, words-c', baseline, bareTyped, 0),
    await warm('back to back: the real executor, words-quickjs', baseline, bareQuickjs, 0),
  ];
  const rates: number[] = [];
  for (let round = 0; round < rounds; round += 1) rates.push(await callAll(2000, 16, () => callWords(hop)));
  const name = '16 callers: a hop without guest';
  return [...measured, { name, value: median(rates), unit: 'calls/s' }];
}

async function callWords(client: ConnectedClient): Promise<void> {
  await client.callTool('words', { text });
}

async function warm(
  name: string,
  baseline: ConnectedClient,
  other: ConnectedClient,
  pauseMs: number,
): Promise<Measure> {
  const samples: Record<keyof Samples, number[]> = { baseline: [], kami: [] };
  for (let round = -1; round < rounds; round += 1) {
    for (const [side, client] of [
      ['baseline', baseline],
      ['kami', other],
    ] as const) {
      for (let calls = 0; calls < (pauseMs === 0 ? 300 : 100); calls += 1) {
        const started = performance.now();
        await callWords(client);
        if (round >= 0) samples[side].push(performance.now() - started);
        if (pauseMs > 0) await sleep(pauseMs);
      }
    }
  }
  return ratio(`warm, ${name} / plain server`, samples);
}

function files(): Measure {
  mkdirSync(join(folder, 'files'));
  writeFileSync(join(folder, 'files', 'small'), Buffer.alloc(4096, 'x'));
  const args = [program('file-host.mjs'), join(folder, 'files'), program('echo-executor.mjs'), '5000'];
  const { stdout } = spawnSync(execPath, args, { encoding: 'utf8' });
  return {
    name: '4 KB opened, read and closed: a hop and its system calls',
    value: Number(stdout),
    unit: 'µs',
  };
}

/** Milliseconds of a whole Node process. */
function timed(args: readonly string[], env: Readonly<Record<string, string>>): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(execPath, args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} exited with ${status}:\n${stderr}`);
  return performance.now() - started;
}
