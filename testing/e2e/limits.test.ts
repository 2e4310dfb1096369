import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type GuestName, guestPath } from '../guests/index.ts';
import { readLog } from './dispatched-call.ts';
import { makeTestHome } from './kami.ts';
import { openSession } from './mcp-session.ts';
import { makeToolFolder } from './tool-folder.ts';

const home = makeTestHome();
/** What a loaded machine may take to start a command and to notice its end, in milliseconds. */
const margin = 500;

beforeAll(async () => {
  const brief = ['max_execution_ms = 300', 'max_concurrency = 1'];
  for (const guest of ['spin', 'fill'] satisfies GuestName[])
    await home.must(['install', makeToolFolder(home, guest, brief)]);
  await home.must(['install', makeToolFolder(home, 'big-output', ['max_output_kb = 2'])]);
  await home.must(['install', guestPath('trap')]);
});

afterAll(() => {
  home[Symbol.dispose]();
});

/** When the events of the newest call of a tool were, in milliseconds, by type. */
async function callTimes(tool: string): Promise<ReadonlyMap<string, number>> {
  return new Map((await readLog(home, tool)).map(({ type, time }) => [type, Date.parse(time)]));
}

describe('a deadline', () => {
  it.each(['spin', 'fill'])('of %s holds, and the message names it', async (tool) => {
    const { code, stdout, stderr } = await home.run(['run', tool]);
    expect({ code, stdout }, stderr).toEqual({ code: 4, stdout: '' });
    expect(stderr).toContain('300 ms');
    const times = await callTimes(tool);
    const took = (times.get('call.timed-out') ?? NaN) - (times.get('dataplane.dispatched') ?? NaN);
    expect(took).toBeGreaterThanOrEqual(290);
    expect(took).toBeLessThan(300 + margin);
  });

  it('is shortened by --timeout and never lengthened', async () => {
    expect((await home.run(['run', 'spin', '--timeout', '50'])).stderr).toContain('50 ms');
    expect((await home.run(['run', 'spin', '--timeout', '60000'])).stderr).toContain('300 ms');
  });
});

describe('other limits', () => {
  it('an answer over the manifest’s maximum is refused, with the limit named', async () => {
    expect((await home.must(['run', 'big-output', 'bytes:=1500'])).stdout).toHaveLength(1501);
    const { code, stdout, stderr } = await home.run(['run', 'big-output', 'bytes:=3000']);
    expect({ code, stdout }, stderr).toEqual({ code: 4, stdout: '' });
    expect(stderr).toMatch(/2 ?Ki?B|2048/u);
  });

  it('calls over the manifest’s concurrency wait for their turn', async () => {
    await using session = await openSession(home);
    const calls = [1, 2].map(async () => session.request('tools/call', { name: 'spin' }));
    for (const answer of await Promise.all(calls)) expect(answer.result).toMatchObject({ isError: true });
    await session.close();
    const types = (await readLog(home, 'spin')).map(({ type }) => type);
    const since = types.slice(types.lastIndexOf('call.queued'));
    expect(since.filter((type) => type === 'dataplane.dispatched' || type === 'call.timed-out')).toEqual([
      'dataplane.dispatched',
      'call.timed-out',
      'dataplane.dispatched',
      'call.timed-out',
    ]);
  });

  it('a trap is the tool’s failure, as text and as JSON', async () => {
    const text = await home.run(['run', 'trap']);
    expect(text.code).toBe(1);
    expect(text.stderr).toContain('trap');
    const json = await home.run(['run', 'trap', '--json']);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'KAMI_TOOL_TRAPPED', blame: 'tool' } });
  });
});
