/**
 * Host calls on files inside the real `kami serve`: a guest uses files in a loop in one call, and the time of a loop is
 * what N loops take beyond none. In C through its library and WASI, in QuickJS through `kami:host`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';

import { connectModern, type ConnectedClient } from '../e2e/connect-client.ts';
import { makeTestHome } from '../e2e/kami.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import { report, type Measure } from './report.ts';
import { median } from './statistics.ts';

const rounds = Number(argv[2] ?? 5);
const loops = 2000;
const fileBytes = 4096;
const largeBytes = 100_000_000;
const entries = 10_000;
const bounds = { cMicros: 150, quickJsMicros: 220, megabytesPerSecond: 400, listMs: 60 };

using home = makeTestHome();
const folder = join(home.path, '..', 'bench');
mkdirSync(join(folder, 'many'), { recursive: true });
writeFileSync(join(folder, 'small'), Buffer.alloc(fileBytes, 'x'));
writeFileSync(join(folder, 'large'), Buffer.alloc(largeBytes, 'x'));
for (let n = 0; n < entries; n += 1) writeFileSync(join(folder, 'many', `entry-${n}`), '');
for (const guest of ['fs-bench', 'fs-bench-quickjs', 'fs-probe'] as const) {
  const security = ['fs_access = "read-only"', 'max_execution_ms = 60000'];
  await home.must(['install', makeToolFolder(home, guest, security), '--grant', `fs=bench=${folder}`]);
}

await using client = await connectModern(home);
await client.listTools();
const opening = { op: 'open', path: '/mnt/bench/small' };
const c = await timeLoops('fs-bench', opening, loops, { bytes: loops * fileBytes });
const quickJs = await timeLoops('fs-bench-quickjs', opening, loops, { bytes: loops * fileBytes });
const large = { op: 'read', path: '/mnt/bench/large' };
const readMs = await timeLoops('fs-bench', large, 1, { bytes: largeBytes });
const listing = { op: 'list', path: '/mnt/bench/many' };
const counting = { op: 'count', path: 'many' };
const countMs = await timeLoops('fs-probe', counting, 1, { ok: true, names: entries }, { op: 'roots' });
const listMs = await timeLoops('fs-bench', listing, 1, { names: entries + 2 });
const listQuickJsMs = await timeLoops('fs-bench-quickjs', listing, 1, { names: entries });
report('host', [
  perLoop('4 KB opened, read and closed, C', c, bounds.cMicros),
  perLoop('4 KB opened, read and closed, QuickJS', quickJs, bounds.quickJsMicros),
  {
    name: '100 MB read in pieces of 64 KB, C',
    value: largeBytes / 1000 / median(readMs),
    unit: 'MB/s',
    atLeast: bounds.megabytesPerSecond,
    parts: { fastest: largeBytes / 1000 / Math.min(...readMs) },
  },
  whole('10,000 entries listed, C', countMs, bounds.listMs),
  whole('10,000 entries listed, QuickJS', listQuickJsMs, bounds.listMs),
  // The adapter of preview 1 asks for the metadata of each entry, to give it the number of an inode.
  whole('10,000 entries listed, C library', listMs),
]);

/** Milliseconds of `count` loops in each round: what the call takes beyond one that does nothing. */
async function timeLoops(
  tool: string,
  args: Readonly<Record<string, unknown>>,
  count: number,
  expected: unknown,
  idleArgs: Record<string, unknown> = { op: 'open', path: args['path'], count: 0 },
): Promise<number[]> {
  const times: number[] = [];
  await timeCall(client, tool, { ...args, count }, expected);
  for (let round = 0; round < rounds; round += 1) {
    const idle = await timeCall(client, tool, idleArgs);
    times.push((await timeCall(client, tool, { ...args, count }, expected)) - idle);
  }
  return times;
}

async function timeCall(
  server: ConnectedClient,
  tool: string,
  args: Record<string, unknown>,
  expected?: unknown,
): Promise<number> {
  const started = performance.now();
  const { structuredContent } = await server.callTool(tool, args);
  const took = performance.now() - started;
  if (expected === undefined || JSON.stringify(structuredContent) === JSON.stringify(expected)) return took;
  throw new Error(`${tool}: a wrong answer: ${JSON.stringify(structuredContent)}`);
}

function perLoop(name: string, times: readonly number[], atMost: number): Measure {
  const micros = times.map((ms) => (ms * 1000) / loops);
  return { name, value: median(micros), unit: 'µs', atMost, parts: { fastest: Math.min(...micros) } };
}

function whole(name: string, times: readonly number[], atMost?: number): Measure {
  const bound = atMost === undefined ? {} : { atMost };
  return { name, value: median(times), unit: 'ms', ...bound, parts: { fastest: Math.min(...times) } };
}
