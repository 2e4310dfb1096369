/**
 * Private memory of executor processes: the spare one, one that has loaded a QuickJS tool, and the same after many calls;
 * and that used ones end when they have been idle.
 */
import { argv } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

import { connectModern, type ConnectedClient } from '../e2e/connect-client.ts';
import { makeTestHome, serveCommand } from '../e2e/kami.ts';
import { descendantsOf, privateKib } from '../e2e/processes.ts';
import { guestPath } from '../guests/index.ts';
import { middle, report, type Measure } from './report.ts';

const calls = Number(argv[2] ?? 10_000);
const idleTimeoutMs = 2000;
/** Long enough for a process to start, and for instances to be made ahead. */
const settleMs = 1000;
const bounds = { spare: 20, loaded: 30, used: 60 };

using home = makeTestHome();
await home.must(['install', guestPath('words-quickjs'), '--yes']);
const [command, ...args] = serveCommand;
const env = {
  ...home.env,
  KAMI_POOL_IDLE_TIMEOUT_MS: String(idleTimeoutMs),
  KAMI_POOL_RECYCLE_CALLS: '1000000',
};
await using client = await connectModern(home, { command, args, env });
await client.listTools();
const measures: Measure[] = [];
await sleep(settleMs);
const spare = executors();
measures.push(middle('spare executor', spare.map(privateMegabytes), 'MB', bounds.spare));
await call(client);
const [loaded] = spare;
if (loaded === undefined) throw new Error('There is no spare executor.');
measures.push(middle('loaded QuickJS executor', [privateMegabytes(loaded)], 'MB', bounds.loaded));
for (let done = 1; done < calls; done += 1) await call(client);
measures.push(middle(`the same after ${calls} calls`, [privateMegabytes(loaded)], 'MB', bounds.used));
const idleSince = performance.now();
while (executors().includes(loaded) && performance.now() - idleSince < 5 * idleTimeoutMs) await sleep(100);
measures.push(middle('idle before it ends', [performance.now() - idleSince], 'ms', 2 * idleTimeoutMs));
report('memory', measures);

/** The executors of the only server below this process: Node itself, not what waits for it. */
function executors(): readonly number[] {
  return descendantsOf(process.pid)
    .filter(({ command: words }) => words.includes('executor.cjs') && !words.includes('--unshare-pid'))
    .map(({ pid }) => pid);
}

function privateMegabytes(pid: number): number {
  const kib = privateKib(pid);
  if (kib === undefined) throw new Error('The executor is gone.');
  return kib / 1000;
}

async function call(server: ConnectedClient): Promise<void> {
  const { structuredContent } = await server.callTool('words-quickjs', { text: 'three short words' });
  if (JSON.stringify(structuredContent) !== '{"words":3}') throw new Error('A wrong answer.');
}
