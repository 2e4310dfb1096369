import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { peakKib } from '../e2e/processes.ts';
import { type LoopbackServer, serveLoopback } from '../loopback/http-server.ts';
import { type NetGround, openNetGround } from './net-ground.ts';

/** A hundred megabytes of zeros, and a gzip stream as often as it is repeated (RFC 1952, section 2.2). */
const BOMB = gzipSync(Buffer.alloc(100 * 1024 * 1024));
/** Bytes of a response that the host reads. */
const CAP = 64 * 1024 * 1024;
/** What the host may grow by: far less than a response, compressed or not. */
const ROOM_KIB = 48 * 1024;
/** What a test may take on a loaded machine. */
const PATIENCE_MS = 90_000;

let server: LoopbackServer;
let ground: NetGround;
let base: string;

beforeAll(async () => {
  server = await serveLoopback((request, response) => {
    if (request.url === '/wait') return;
    if (request.url === '/short') {
      response.end('short');
      return;
    }
    response.writeHead(200, { 'content-encoding': 'gzip' });
    if (request.url === '/bomb') {
      response.end(BOMB);
      return;
    }
    const write = (): void => {
      while (response.write(BOMB));
    };
    response.on('drain', write);
    write();
  });
  base = `http://localhost:${server.port}`;
  ground = await openNetGround({
    rules: [base],
    security: ['max_execution_ms = 60000', 'max_memory_mb = 512'],
  });
});

beforeEach(() => {
  server.forget();
});

afterAll(async () => {
  await ground[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const noConnections = async () => vi.waitUntil(() => server.open === 0, { timeout: 20_000, interval: 20 });

describe('floods', () => {
  it(
    'case 45: a gzip bomb is not inflated, and stopped past the cap',
    async () => {
      const inCap = await ground.request(`${base}/bomb`);
      expect(inCap).toMatchObject({ status: 200, encoding: 'gzip', bytes: BOMB.length });
      const peaks: number[] = [];
      for (let time = 0; time < 3; time += 1) {
        const { error, bytes } = await ground.request(`${base}/bombs`);
        expect(error).toBe('too-large');
        expect(bytes).toBeLessThanOrEqual(CAP);
        expect(bytes).toBeGreaterThan(CAP / 2);
        peaks.push(peakKib(ground.serverPid));
      }
      const [first = 0] = peaks;
      expect(Math.max(...peaks) - first).toBeLessThan(ROOM_KIB);
      const why = `the response is over ${CAP} bytes`;
      const denial = { what: `to request GET ${base}/bombs (${why})`, rule: 'net.cap' };
      expect(await ground.denials()).toEqual([denial, denial, denial]);
      await noConnections();
    },
    PATIENCE_MS,
  );

  it(
    'case 50: ten thousand requests at once are bounded, and all are answered',
    async () => {
      await ground.request(`${base}/short`);
      const before = peakKib(ground.serverPid);
      const { text } = await ground.attempt({ requests: [{ url: `${base}/short` }], times: 10_000 });
      expect(JSON.parse(text)).toEqual({ outcomes: [{ 200: 64, failed: 9936 }] });
      expect(server.requests.length).toBe(65);
      expect(server.connections).toBeLessThanOrEqual(16);
      expect(peakKib(ground.serverPid) - before).toBeLessThan(ROOM_KIB);
      expect(await ground.denials()).toEqual([
        { what: 'to have more than 64 requests open', rule: 'net.open-requests' },
      ]);
      expect(await ground.request(`${base}/short`)).toMatchObject({ text: 'short' });
    },
    PATIENCE_MS,
  );
});
