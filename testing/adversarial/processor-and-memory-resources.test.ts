import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeTestHome } from '../e2e/kami.ts';
import { type McpSession, openSession } from '../e2e/mcp-session.ts';
import { callTool, mustAnswer } from '../e2e/tool-answer.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import type { GuestName } from '../guests/index.ts';

const home = makeTestHome();
let session: McpSession;

beforeAll(async () => {
  const patient = ['max_execution_ms = 60000'];
  for (const guest of ['hoard', 'clock-random'] satisfies GuestName[])
    await home.must(['install', makeToolFolder(home, guest, patient), '--yes']);
  session = await openSession(home);
});

afterAll(async () => {
  await session[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

/** A call over a cap traps, and says over which one. */
async function expectTrap(tool: GuestName, args: object, why: string): Promise<void> {
  const { isError, text } = await callTool(session, tool, args);
  expect(isError, text).toBe(true);
  expect(text).toContain(why);
  expect(text).toContain('KAMI_TOOL_TRAPPED');
}

describe('what a guest makes the host hold has a cap, and the next call works', () => {
  it('case 61: a million resource handles', async () => {
    await expectTrap('hoard', { what: 'streams', count: 1_000_000 }, 'too many open resources');
    await mustAnswer(session, 'hoard', { what: 'streams', count: 60_000 });
  });

  it('case 62: 2^32 random bytes', async () => {
    await expectTrap('clock-random', { bytes: 2 ** 32 }, 'too many random bytes');
    await mustAnswer(session, 'clock-random', { bytes: 1000 });
  });

  it('case 63: a million pollables', async () => {
    await expectTrap('hoard', { what: 'pollables', count: 1_000_000 }, 'too many open resources');
    await mustAnswer(session, 'hoard', { what: 'pollables', count: 60_000 });
  });
});
