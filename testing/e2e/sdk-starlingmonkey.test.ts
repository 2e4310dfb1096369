import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { GuestName } from '../guests/index.ts';
import { type FetchServer, startFetchServer } from './fetch-server.ts';
import { makeTestHome } from './kami.ts';
import { type McpSession, openSession } from './mcp-session.ts';
import { callTool } from './tool-answer.ts';
import { makeToolFolder } from './tool-folder.ts';

const guest: GuestName = 'sdk-starlingmonkey';
const home = makeTestHome();
let server: FetchServer;
let session: McpSession;

beforeAll(async () => {
  server = await startFetchServer();
  const rule = `GET ${server.url}`;
  const security = [
    `net_allow_list = [${JSON.stringify(rule)}]`,
    'fs_access = "sandbox"',
    'max_execution_ms = 60000',
  ];
  await home.must(['install', makeToolFolder(home, guest, security), '--yes']);
  session = await openSession(home);
});

afterAll(async () => {
  await session[Symbol.asyncDispose]();
  server[Symbol.dispose]();
  home[Symbol.dispose]();
});

interface Seen {
  readonly number: number;
  readonly uuid: string;
  readonly now: number;
}

async function look(): Promise<Seen> {
  return JSON.parse((await callTool(session, guest, { op: 'look' })).text) as Seen;
}

describe("a tool on the SDK with the engine 'starlingmonkey'", () => {
  it('has every request of Promise.all under way at once', async () => {
    const urls = Array.from({ length: 4 }, () => `${server.url}/together/4`);
    const { text } = await callTool(session, guest, { op: 'together', urls });
    const { bodies } = JSON.parse(text) as { readonly bodies: readonly string[] };
    expect(bodies.toSorted()).toEqual(['answer 0', 'answer 1', 'answer 2', 'answer 3']);
  });

  it('has files, timers and the objects of the web', async () => {
    expect(await look()).toMatchObject({ text: 'é', header: 'b', streamed: 'c' });
  });

  it('draws other numbers in each instance, and tells the time of the host', async () => {
    const before = Date.now();
    const seen: Seen[] = [];
    for (let call = 0; call < 5; call += 1) seen.push(await look());
    expect(new Set(seen.flatMap(({ number, uuid }) => [number, uuid])).size).toBe(10);
    for (const { now } of seen) expect(now).toBeGreaterThanOrEqual(before - 1000);
    expect(seen.map(({ now }) => now)).toEqual(seen.map(({ now }) => now).toSorted((a, b) => a - b));
  });

  it('has positions in its bundle where it fails, for which a source map is beside the component', async () => {
    const { text } = await callTool(session, guest, { op: 'where' });
    expect(JSON.parse(text)).toEqual({ stack: expect.stringMatching(/bundle\.js:\d+:\d+/u) as unknown });
  });

  it('fails with what its author meant to say, and with what nobody did', async () => {
    expect(await callTool(session, guest, { op: 'expected' })).toMatchObject({
      isError: true,
      text: 'try something else',
    });
    expect(await callTool(session, guest, { op: 'defect' })).toMatchObject({
      isError: true,
      text: 'RangeError: oops',
    });
  });
});
