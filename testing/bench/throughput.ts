/**
 * Calls a second of a QuickJS tool with 16 callers at the same time: each calls, waits for its answer and calls again. A
 * server on stdio has one client, so the 16 share one connection; what 16 connections would cost beside it is not in the
 * number. The client runs on the same cores, and its work is in the number.
 */
import { argv } from 'node:process';

import { connectModern, type ConnectedClient } from '../e2e/connect-client.ts';
import { makeTestHome } from '../e2e/kami.ts';
import { guestPath } from '../guests/index.ts';
import { callAll } from './concurrent-calls.ts';
import { report } from './report.ts';
import { median } from './statistics.ts';

const atLeast = 1000;
const callers = 16;
const rounds = Number(argv[2] ?? 5);
const callsPerRound = Number(argv[3] ?? 2000);
const warmUps = 400;

using home = makeTestHome();
await home.must(['install', guestPath('words-quickjs'), '--yes']);
await using client = await connectModern(home);
await client.listTools();
await callAll(warmUps, callers, () => callOnce(client));
const rates: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  rates.push(await callAll(callsPerRound, callers, () => callOnce(client)));
}
report('throughput', [
  {
    name: `${callers} callers over one connection, QuickJS`,
    value: median(rates),
    unit: 'calls/s',
    atLeast,
    parts: { lowest: Math.min(...rates), highest: Math.max(...rates), rounds, callsPerRound },
  },
]);

async function callOnce(to: ConnectedClient): Promise<void> {
  const { structuredContent } = await to.callTool('words-quickjs', { text: 'three short words' });
  if (JSON.stringify(structuredContent) !== '{"words":3}') throw new Error('A wrong answer.');
}
