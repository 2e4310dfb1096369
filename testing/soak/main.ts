/**
 * Many calls of one server, with a kill at a deadline every hundred: its descriptors, processes and memory must be flat.
 * What it holds on average in the second quarter of the calls is compared with the last quarter: of 20,000 calls that is
 * one life of each tool's executor, so that fewer calls compare executors of different ages. Prints one JSON line,
 * last; the exit status is 1 when something grew or shrank by more than a twentieth.
 */
import { argv, stderr, stdout } from 'node:process';

import { makeTestHome } from '../e2e/kami.ts';
import { openSession } from '../e2e/mcp-session.ts';
import { prepareHome, makeCalls } from './make-calls.ts';
import { readUsage, type Usage } from './usage.ts';

const calls = Number(argv[2] ?? 20_000);
const killEvery = 100;
const sampleEvery = Math.max(1, Math.round(calls / 800));
const tolerance = 0.05;
const kinds = ['descriptors', 'processes', 'serverKib', 'executorsKib'] as const;

using home = makeTestHome();
await prepareHome(home);
await using session = await openSession(home);
const samples: (Usage & { readonly call: number })[] = [];
const started = performance.now();
await makeCalls(session, calls, killEvery, (call) => {
  if (call % sampleEvery === 0) samples.push({ call, ...readUsage(session.server.pid) });
  if (call % (calls / 20) === 0) stderr.write(`${call}: ${JSON.stringify(samples.at(-1))}\n`);
});
const seconds = Math.round((performance.now() - started) / 1000);
await session.close();

const results = kinds.map((kind) => {
  const [early, late] = [meanOf(kind, 0.25, 0.5), meanOf(kind, 0.75, 1)];
  return { kind, early, late, change: late / early - 1, within: Math.abs(late / early - 1) <= tolerance };
});
const passed = results.every(({ within }) => within);
stdout.write(`${JSON.stringify({ soak: 'calls', calls, killEvery, seconds, tolerance, passed, results })}\n`);
if (!passed) process.exitCode = 1;

/** The mean of the samples that were taken between two parts of all calls. */
function meanOf(kind: (typeof kinds)[number], from: number, to: number): number {
  const values = samples
    .filter(({ call }) => call > calls * from && call <= calls * to)
    .map((sample) => sample[kind]);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
