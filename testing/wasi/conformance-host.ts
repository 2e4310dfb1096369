import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { makeTestHome, type TestHome } from '../e2e/kami.ts';
import { type McpSession, openSession } from '../e2e/mcp-session.ts';
import { callTool } from '../e2e/tool-answer.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import type { GuestName } from '../guests/index.ts';
import { startTestServer, type TestServer } from './test-server.ts';

/** What came of one call of a tool: its structured result, or the words of its failure. */
export interface CallOutcome {
  readonly result?: Record<string, unknown>;
  readonly failure?: string;
}

/** One `kami serve` with the guests of the conformance tests, and what they were granted. */
export interface ConformanceHost extends AsyncDisposable {
  readonly home: TestHome;
  readonly session: McpSession;
  /** The folder behind `/mnt/work`, which may be changed; `/mnt/lent` is the same for reading. */
  readonly mounted: string;
  /** The server that may be asked with GET and POST. */
  readonly server: TestServer;
  /** Calls a tool with arguments. */
  call(tool: string, args: object): Promise<CallOutcome>;
}

/** The environment variable that the guests may read, and what it holds. */
export const GRANTED_VARIABLE: readonly [string, string] = ['KAMI_TEST_WORD', 'granted'];

/** Installs guests with the grants of the conformance tests, and starts the server. */
export async function startConformanceHost(guests: readonly GuestName[]): Promise<ConformanceHost> {
  const home = makeTestHome();
  const server = await startTestServer();
  const mounted = join(home.path, '..', 'mounted');
  mkdirSync(mounted);
  home.env[GRANTED_VARIABLE[0]] = GRANTED_VARIABLE[1];
  home.env['KAMI_TEST_SECRET'] = 'not granted';
  const asks = [
    'fs_access = "sandbox"',
    `env = ["${GRANTED_VARIABLE[0]}"]`,
    `net_allow_list = ["GET,POST http://${server.authority}"]`,
  ];
  const grants = [
    `fs=work=${mounted}:rw`,
    `env=${GRANTED_VARIABLE[0]}`,
    `net=GET,POST http://${server.authority}`,
  ];
  const granting = grants.flatMap((grant) => ['--grant', grant]);
  for (const guest of guests) {
    await home.must(['install', makeToolFolder(home, guest, asks), '--yes', ...granting]);
  }
  const session = await openSession(home);
  return {
    home,
    session,
    mounted,
    server,
    call: async (tool, args) => {
      const { isError, text, structured } = await callTool(session, tool, args);
      return isError ? { failure: text } : { result: structured as Record<string, unknown> };
    },
    async [Symbol.asyncDispose]() {
      await session[Symbol.asyncDispose]();
      server[Symbol.dispose]();
      home[Symbol.dispose]();
    },
  };
}
