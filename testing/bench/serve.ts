/**
 * 1,000 calls at the same time over HTTP, 20 by each of 50 real clients, half of them of each era, with ten tokens between
 * them: how many are lost or answered with another's answer, and by how much the server's own memory grows. Its queue is
 * made long enough for all of them, connections are allowed for all of them beside the streams of the sessions, and no
 * time-out is near: how fast the machine is does not matter here. Every other bound is the default one, and no client comes
 * near it. A first round warms both sides up, since clients that are new send their calls one after the other; its
 * losses and its memory count, but growth is what a later round takes beside the one before it.
 */
import { stderr } from 'node:process';
import { setInterval as every } from 'node:timers';
import { inspect } from 'node:util';

import { connectLegacyHttp, connectModernHttp, type HttpClient } from '../e2e/connect-http-client.ts';
import { createTestToken, startHttpServer } from '../e2e/http-server.ts';
import { makeTestHome } from '../e2e/kami.ts';
import { privateKib } from '../e2e/processes.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import { report } from './report.ts';

const clientCount = 50;
const callsEach = 20;
const tokenCount = 10;
/** Milliseconds that a client waits for an answer: however slow the machine is, what is late is not lost. */
const patienceMs = 600_000;
/** Above the memory of the idle server: bodies, queue and sessions of all calls at once. */
const mostMegabytes = 256;
/** What a second round may take beside the first: a call that leaves 30 KB behind would be seen. */
const mostGrowthMb = 30;

using home = makeTestHome();
const patient = ['max_execution_ms = 600000', `max_concurrency = ${tokenCount}`];
await home.must(['install', makeToolFolder(home, 'echo', patient)]);
const tokens: string[] = [];
for (let made = 0; made < tokenCount; made += 1) tokens.push((await createTestToken(home)).token);
await using server = await startHttpServer(home, {
  KAMI_QUEUE_MAX_WAITING: '1000',
  KAMI_QUEUE_MAX_WAIT_MS: '600000',
  KAMI_LIMITS_STARTUP_DEADLINE_MS: '600000',
  KAMI_HTTP_HEADERS_TIMEOUT_MS: '600000',
  KAMI_HTTP_REQUEST_TIMEOUT_MS: '600000',
  KAMI_HTTP_MAX_CONNECTIONS: String(2 * clientCount * callsEach),
  // An executor serves one token: with fewer than tokens, a process would be started for nearly every call.
  KAMI_POOL_MAX_PROCESSES: String(tokenCount + 2),
  KAMI_POOL_EXECUTORS_PER_TOOL: String(tokenCount),
});
const clients = await Promise.all(
  Array.from({ length: clientCount }, async (_none, index) => {
    const connect = index % 2 === 0 ? connectLegacyHttp : connectModernHttp;
    return connect(server.url, tokens[index % tokenCount] ?? '');
  }),
);
const idle = serverMegabytes();
const warmUp = await callAll();
const first = await callAll();
const second = await callAll();
const outcomes = [warmUp, first, second].flatMap((round) => round.outcomes);
const count = (outcome: string): number => outcomes.filter((one) => one === outcome).length;
report('serve', [
  { name: 'calls that were lost', value: count('lost'), unit: 'calls', atMost: 0 },
  { name: 'calls answered to another', value: count('crossed'), unit: 'calls', atMost: 0 },
  {
    name: `memory of the server, above idle, with ${clientCount * callsEach} calls at once`,
    value: Math.max(warmUp.highestMb, first.highestMb, second.highestMb) - idle,
    unit: 'MB',
    atMost: mostMegabytes,
    parts: { idleMb: idle },
  },
  {
    name: 'what the same again takes beside that',
    value: second.highestMb - first.highestMb,
    unit: 'MB',
    atMost: mostGrowthMb,
  },
  { name: `calls of ${clientCount} clients`, value: second.callsPerSecond, unit: 'calls/s' },
]);
await Promise.all(clients.map(async (client) => client[Symbol.asyncDispose]()));

/** Makes all calls at once, and watches the server's memory meanwhile. */
async function callAll(): Promise<{
  readonly outcomes: readonly string[];
  readonly highestMb: number;
  readonly callsPerSecond: number;
}> {
  let highestMb = serverMegabytes();
  const watch = every(() => (highestMb = Math.max(highestMb, serverMegabytes())), 20);
  const started = performance.now();
  const outcomes = await Promise.all(
    clients.flatMap((client, index) =>
      Array.from({ length: callsEach }, async (_none, call) => callOnce(client, `${index}-${call}`)),
    ),
  );
  clearInterval(watch);
  return { outcomes, highestMb, callsPerSecond: (outcomes.length / (performance.now() - started)) * 1000 };
}

/** Calls with a text that no other call has, long enough for an answer to come in several parts. */
async function callOnce(client: HttpClient, mark: string): Promise<'right' | 'crossed' | 'lost'> {
  const sent = { mark, filling: mark.repeat(2000) };
  try {
    const { structuredContent, content, isError } = await client.callTool('echo', sent, {
      timeout: patienceMs,
    });
    if (isError === true) throw new Error(JSON.stringify(content));
    return JSON.stringify(structuredContent) === JSON.stringify(sent) ? 'right' : 'crossed';
  } catch (error) {
    stderr.write(`lost: ${inspect(error).slice(0, 1000)}\n`);
    return 'lost';
  }
}

function serverMegabytes(): number {
  return (privateKib(server.command.pid) ?? 0) / 1024;
}
