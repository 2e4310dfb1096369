/**
 * The first call of a QuickJS tool that a running server has not loaded: the spare executor takes the tool in. A server
 * for each round; the client has asked for the list, as clients do, and the spare executor has started.
 */
import { argv } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

import { connectModern } from '../e2e/connect-client.ts';
import { makeTestHome } from '../e2e/kami.ts';
import { guestPath } from '../guests/index.ts';
import { middle, report } from './report.ts';

const rounds = Number(argv[2] ?? 10);
/** Long enough for a server and its spare executor to come to rest. */
const settleMs = 500;
const bound = 40;

using home = makeTestHome();
await home.must(['install', guestPath('words-quickjs'), '--yes']);
const first: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  await using client = await connectModern(home);
  await client.listTools();
  await sleep(settleMs);
  const started = performance.now();
  const { structuredContent } = await client.callTool('words-quickjs', { text: 'three short words' });
  first.push(performance.now() - started);
  if (JSON.stringify(structuredContent) !== '{"words":3}') throw new Error('A wrong answer.');
}
report('first-call', [middle('first call of a QuickJS tool that is not loaded', first, 'ms', bound)]);
