import type { ServerResponse } from 'node:http';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { type LoopbackServer, serveLoopback } from '../loopback/http-server.ts';
import { type NetGround, openNetGround } from './net-ground.ts';

const DEADLINE_MS = 4000;

let server: LoopbackServer;
let ground: NetGround;
let base: string;

/** Writes a byte now and then until the connection ends. */
function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write('.'), 20);
  response.on('close', () => clearInterval(timer));
}

beforeAll(async () => {
  server = await serveLoopback((request, response) => {
    if (request.url === '/fast') response.end('fast');
    if (request.url === '/drip') drip(response.writeHead(200));
    if (request.url === '/stops') response.write('some');
    if (request.url === '/hints') {
      const timer = setInterval(() => response.writeEarlyHints({ link: '</x>; rel=preload' }), 20);
      response.on('close', () => clearInterval(timer));
    }
  });
  base = `http://localhost:${server.port}`;
  ground = await openNetGround({ rules: [base], security: [`max_execution_ms = ${DEADLINE_MS}`] });
});

afterAll(async () => {
  await ground[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

describe('bodies without an end', () => {
  it(
    'case 46: a body that is slow, stops, or never begins ends at the deadline of the call',
    { timeout: 60_000 },
    async () => {
      const started = performance.now();
      const attempts = ['/drip', '/stops', '/silent', '/hints'].map(async (path) =>
        ground.attempt({ requests: [{ url: base + path }] }),
      );
      for (const { isError, told } of await Promise.all(attempts)) {
        expect(isError, told).toBe(true);
        expect(told).toContain('KAMI_DEADLINE_EXCEEDED');
      }
      expect(performance.now() - started).toBeGreaterThan(DEADLINE_MS - 50);
      expect(server.requests).toHaveLength(4);
      await vi.waitUntil(() => server.open === 0, { timeout: 20_000, interval: 20 });
      expect(await ground.request(`${base}/fast`)).toMatchObject({ text: 'fast' });
      expect(await ground.denials()).toEqual([]);
    },
  );
});
