import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readLog } from '../e2e/dispatched-call.ts';
import { readHomeState } from '../e2e/home-state.ts';
import { makeTestHome } from '../e2e/kami.ts';
import { type McpSession, openSession } from '../e2e/mcp-session.ts';
import { callTool, mustAnswer } from '../e2e/tool-answer.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import { type GuestName, guestPath } from '../guests/index.ts';

const home = makeTestHome();
const pagesOf8Megabytes = 128;
/** Entries of a table: the constant of the engine's limits, frozen here. */
const tableEntries = 100_000;
let session: McpSession;

beforeAll(async () => {
  const small = ['max_memory_mb = 8'];
  for (const guest of ['grow', 'two-memories'] satisfies GuestName[])
    await home.must(['install', makeToolFolder(home, guest, small)]);
  const long = ['max_memory_mb = 8', 'max_execution_ms = 120000'];
  await home.must(['install', makeToolFolder(home, 'hoard', long), '--yes']);
  for (const guest of ['table-bomb', 'recurse', 'echo'] satisfies GuestName[])
    await home.must(['install', guestPath(guest)]);
  // 8 MiB of the tool, 96 allowed, and five copies of an answer of at most 1 MiB: 109.
  home.env['KAMI_LIMITS_MEMORY_ALLOWANCE_MB'] = '96';
  session = await openSession(home);
});

afterAll(async () => {
  await session[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

describe('memory and stack of a guest', () => {
  it('case 53: growth past the limit is refused inside the guest, for the sum of its memories', async () => {
    for (const tool of ['grow', 'two-memories']) {
      const { structured } = await mustAnswer(session, tool);
      const { pages } = structured as { pages: number };
      expect(pages).toBeGreaterThan(100);
      expect(pages).toBeLessThanOrEqual(pagesOf8Megabytes);
    }
  });

  it('case 55: a table that grows without end is refused inside the guest', async () => {
    const { structured } = await mustAnswer(session, 'table-bomb');
    const { entries } = structured as { entries: number };
    expect(entries).toBeGreaterThan(tableEntries);
    expect(entries).toBeLessThanOrEqual(2 * tableEntries);
  });

  it('case 56: deep recursion traps', async () => {
    await mustAnswer(session, 'recurse', { depth: 10 });
    expect(await callTool(session, 'recurse')).toMatchObject({
      isError: true,
      text: expect.stringMatching(/KAMI_TOOL_TRAPPED.*stack/su) as string,
    });
    await mustAnswer(session, 'recurse', { depth: 10 });
  });

  it('what the executor holds for a guest is watched: its process is killed over the limit', async () => {
    const { isError, text } = await callTool(session, 'hoard', { what: 'fields' });
    expect(isError, text).toBe(true);
    expect(text).toContain('109 MiB of memory');
    expect(text).toContain('KAMI_MEMORY_EXCEEDED');
    await mustAnswer(session, 'hoard', { what: 'fields', count: 10 });
    const failed = (await readLog(home, 'hoard')).filter(({ type }) => type === 'call.failed');
    expect(failed.map(({ data }) => data['code'])).toEqual(['KAMI_MEMORY_EXCEEDED']);
  });
});

describe('components whose size is the attack', () => {
  it('case 54: memory64, shared memory and 65,536 initial pages are refused at install', async () => {
    const before = await readHomeState(home);
    for (const [guest, why] of [
      ['memory64', '64-bit memory'],
      ['shared-memory', 'shared memory'],
      ['huge-memory', '4097 MiB'],
    ] satisfies [GuestName, string][]) {
      const { code, stderr } = await home.run(['install', guestPath(guest), '--yes']);
      expect(code, stderr).toBe(2);
      expect(stderr).toContain(why);
    }
    expect(await readHomeState(home)).toEqual(before);
  });

  it('case 57: a component with a million types does not hold an install beyond its deadline', async () => {
    const before = await readHomeState(home);
    const deadlineMs = 3000;
    home.env['KAMI_LIMITS_PREPARE_DEADLINE_MS'] = String(deadlineMs);
    const started = performance.now();
    const { code, stderr } = await home.run(['install', guestPath('compile-bomb'), '--yes']);
    // A refusal for the number of its types comes first where the machine is quick.
    expect(code, stderr).toBe(2);
    expect(stderr).toMatch(/longer than 3 s|too many/u);
    expect(performance.now() - started).toBeLessThan(deadlineMs + 10_000);
    expect(await readHomeState(home)).toEqual(before);
  });
});
