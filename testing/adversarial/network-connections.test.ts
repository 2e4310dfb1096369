import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { openSession } from '../e2e/mcp-session.ts';
import { callTool } from '../e2e/tool-answer.ts';
import { type LoopbackServer, serveLoopback } from '../loopback/http-server.ts';
import { type NetGround, openNetGround } from './net-ground.ts';

let server: LoopbackServer;
let ground: NetGround;
let url: string;

beforeAll(async () => {
  server = await serveLoopback((_request, response) => response.end('x'));
  url = `http://localhost:${server.port}/`;
  ground = await openNetGround({ rules: [url.slice(0, -1)], tools: { 'net-twin': 'net-probe' } });
});

afterAll(async () => {
  await ground[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const lastConnection = (): number | undefined => server.requests.at(-1)?.connection;

describe('the connections of a tool', () => {
  it('are its own, are kept from call to call, and not across a change of grants', async () => {
    await using session = await openSession(ground.home);
    const ask = async (tool: string): Promise<number | undefined> => {
      expect((await callTool(session, tool, { requests: [{ url }] })).text).toContain('200');
      return lastConnection();
    };
    const first = await ask('net-probe');
    expect(await ask('net-probe')).toBe(first);
    const twin = await ask('net-twin');
    expect(twin).not.toBe(first);
    expect(await ask('net-twin')).toBe(twin);
    await ground.home.must(['revoke', 'net-twin', '--all']);
    await ground.home.must(['grant', 'net-twin', `net=GET ${url.slice(0, -1)}`]);
    expect(await ask('net-twin')).not.toBe(twin);
  });

  it('end a few seconds after its last call', async () => {
    expect(await ground.request(url)).toMatchObject({ status: 200 });
    expect(server.open).toBeGreaterThan(0);
    await vi.waitUntil(() => server.open === 0, { timeout: 20_000, interval: 50 });
  });
});
