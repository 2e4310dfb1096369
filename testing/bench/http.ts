/**
 * Requests to a server on loopback: from guests inside the real `kami serve`, against the same from Node with its own
 * `fetch`, which keeps connections open too. Both sides in turns; a guest makes all its requests in one call, whose time
 * counts less that of a call that makes none. In C over `wasi:http`, in QuickJS by the SDK's `fetch`.
 */
import { spawn } from 'node:child_process';
import { argv, execPath } from 'node:process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { connectModern, type ConnectedClient } from '../e2e/connect-client.ts';
import { makeTestHome } from '../e2e/kami.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import { ratio, report } from './report.ts';

const rounds = Number(argv[2] ?? 15);
const requests = 200;
const warmUps = 3;
const bytesOfOne = 1024;
const atMost = 2.5;
const guests = ['http-bench', 'http-bench-quickjs'] as const;

const peer = spawn(execPath, [fileURLToPath(new URL('http-peer.mjs', import.meta.url))], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const authority = `127.0.0.1:${await firstLine(peer.stdout)}`;
  using home = makeTestHome();
  for (const guest of guests) {
    const security = [`net_allow_list = ["http://${authority}"]`, 'max_execution_ms = 60000'];
    await home.must(['install', makeToolFolder(home, guest, security), '--yes']);
  }
  await using client = await connectModern(home);
  await client.listTools();
  const times = { node: [] as number[], 'http-bench': [] as number[], 'http-bench-quickjs': [] as number[] };
  for (let round = -warmUps; round < rounds; round += 1) {
    const node = await timeNode(authority);
    const ofGuests = [];
    for (const guest of guests) ofGuests.push(await timeGuest(client, guest, authority));
    if (round < 0) continue;
    times.node.push(node);
    for (const [index, guest] of guests.entries()) times[guest].push(ofGuests[index] ?? Number.NaN);
  }
  const samples = (guest: (typeof guests)[number]) => ({ baseline: times.node, kami: times[guest] });
  report('http', [
    ratio('GET of 1 KB, C over wasi:http / fetch of Node', samples('http-bench'), atMost),
    ratio("GET of 1 KB, QuickJS with the SDK's fetch / fetch of Node", samples('http-bench-quickjs'), atMost),
  ]);
} finally {
  peer.kill();
}

function firstLine(stream: Readable): Promise<string> {
  return new Promise((resolve) => stream.once('data', (bytes: Buffer) => resolve(String(bytes).trim())));
}

/** Milliseconds a request, of many one after the other. */
async function timeNode(authority: string): Promise<number> {
  const started = performance.now();
  let bytes = 0;
  for (let done = 0; done < requests; done += 1) {
    const response = await fetch(`http://${authority}/small`);
    bytes += (await response.arrayBuffer()).byteLength;
  }
  requireBytes('node', bytes, requests);
  return (performance.now() - started) / requests;
}

async function timeGuest(server: ConnectedClient, tool: string, authority: string): Promise<number> {
  const idle = await timeCall(server, tool, authority, 0);
  return ((await timeCall(server, tool, authority, requests)) - idle) / requests;
}

async function timeCall(
  server: ConnectedClient,
  tool: string,
  authority: string,
  count: number,
): Promise<number> {
  const started = performance.now();
  const { content, structuredContent } = await server.callTool(tool, { authority, path: '/small', count });
  const took = performance.now() - started;
  const text = JSON.stringify(structuredContent ?? content);
  requireBytes(tool, Number(/bytes\W+(-?\d+)/u.exec(text)?.[1]), count);
  return took;
}

function requireBytes(side: string, bytes: number, count: number): void {
  if (bytes !== count * bytesOfOne) throw new Error(`${side}: ${bytes} bytes of ${count * bytesOfOne}`);
}
