/**
 * What a runaway costs its neighbours: the 95th percentile of calls of another tool, 5 ms apart, while a tool of the same
 * server burns one core until its deadline, against the same calls without it. Rounds are taken in turns.
 */
import { argv } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

import { makeTestHome } from '../e2e/kami.ts';
import { openSession } from '../e2e/mcp-session.ts';
import { callTool, mustAnswer } from '../e2e/tool-answer.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import { guestPath } from '../guests/index.ts';
import { ratio, report } from './report.ts';

const bound = 2;
const rounds = Number(argv[2] ?? 5);
const roundMs = 3000;
/** By then the runaway has a process that computes. */
const settleMs = 500;
const pauseMs = 5;
const neighbour = 'echo';

using home = makeTestHome();
await home.must(['install', guestPath(neighbour)]);
await home.must(['install', makeToolFolder(home, 'spin', [`max_execution_ms = ${roundMs + 2 * settleMs}`])]);
await using session = await openSession(home);
const samples = { baseline: new Array<number>(), kami: new Array<number>() };
await timeCalls(roundMs);
for (let round = 0; round < rounds; round += 1) {
  samples.baseline.push(...(await timeCalls(roundMs)));
  const runaway = callTool(session, 'spin');
  await sleep(settleMs);
  samples.kami.push(...(await timeCalls(roundMs)));
  if (!(await runaway).text.includes('deadline')) throw new Error('The runaway ended by itself.');
  await sleep(settleMs);
}
await session.close();
report('neighbours', [
  ratio('p95 beside a runaway', samples, bound, 0.95),
  ratio('p50 beside a runaway', samples),
]);

/** Milliseconds of each call, from request to answer, for as long as said. */
async function timeCalls(forMs: number): Promise<readonly number[]> {
  const times: number[] = [];
  const until = performance.now() + forMs;
  while (performance.now() < until) {
    times.push((await mustAnswer(session, neighbour, { call: times.length })).took);
    await sleep(pauseMs);
  }
  return times;
}
