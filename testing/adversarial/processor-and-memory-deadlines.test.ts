import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readLog } from '../e2e/dispatched-call.ts';
import { makeTestHome } from '../e2e/kami.ts';
import { type McpSession, openSession } from '../e2e/mcp-session.ts';
import { descendantsOf } from '../e2e/processes.ts';
import { callTool, mustAnswer } from '../e2e/tool-answer.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import { type GuestName, guestPath } from '../guests/index.ts';

const home = makeTestHome();
const deadlineMs = 300;
/** What a loaded machine may take to notice an end, in milliseconds; `pnpm bench:kill` holds the bound of a quiet one. */
const margin = 1500;
let session: McpSession;

beforeAll(async () => {
  const brief = [`max_execution_ms = ${deadlineMs}`, 'max_memory_mb = 320'];
  for (const guest of ['spin', 'fill', 'clock-random'] satisfies GuestName[])
    await home.must(['install', makeToolFolder(home, guest, brief)]);
  await home.must(['install', guestPath('echo')]);
  session = await openSession(home);
});

afterAll(async () => {
  await session[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

/** Calls what never ends: it is killed at its deadline, the event says so, and the next call works. */
async function expectKill(tool: GuestName, args: object): Promise<void> {
  const { isError, text } = await callTool(session, tool, args);
  expect(isError, text).toBe(true);
  expect(text).toContain(`${deadlineMs} ms`);
  expect(text).toContain('KAMI_DEADLINE_EXCEEDED');
  expect(await mustAnswer(session, 'echo', { still: 'there' })).toMatchObject({
    structured: { still: 'there' },
  });
  const events = (await readLog(home, tool)).slice(-4);
  const timeOf = (type: string): number =>
    Date.parse(events.find((event) => event.type === type)?.time ?? '');
  const took = timeOf('call.timed-out') - timeOf('dataplane.dispatched');
  expect(took).toBeGreaterThanOrEqual(deadlineMs - 10);
  expect(took).toBeLessThan(deadlineMs + margin);
  const killed = events.find(({ type }) => type === 'dataplane.dispatched')?.data['executor'];
  expect(descendantsOf(session.server.pid).map(({ pid }) => pid)).not.toContain(killed);
}

describe('what never ends is killed at its deadline, and the next call works', () => {
  it('case 51: an infinite loop', async () => {
    await expectKill('spin', {});
  });

  it('case 52: memory.fill of 256 MB in a loop', async () => {
    await expectKill('fill', {});
  });

  it('case 64: sleep for ever', async () => {
    await expectKill('clock-random', { 'wait-ms': 1e12 });
  });
});
