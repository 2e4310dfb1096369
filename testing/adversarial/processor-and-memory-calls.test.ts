import { kill } from 'node:process';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newestExecutor, readLog, untilDispatched } from '../e2e/dispatched-call.ts';
import { makeTestHome } from '../e2e/kami.ts';
import { openSession } from '../e2e/mcp-session.ts';
import { callTool } from '../e2e/tool-answer.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import { type GuestName, guestPath } from '../guests/index.ts';

const home = makeTestHome();

beforeAll(async () => {
  const patient = ['max_execution_ms = 60000', 'max_concurrency = 2'];
  for (const guest of ['clock-random', 'spin'] satisfies GuestName[])
    await home.must(['install', makeToolFolder(home, guest, patient), '--yes']);
  await home.must(['install', guestPath('echo')]);
});

afterAll(() => {
  home[Symbol.dispose]();
});

describe('many calls, and calls that lose their process', () => {
  it('case 65: of a hundred calls at once those over the queue are refused, and all are answered', async () => {
    const waiting = 30;
    const running = 2;
    home.env['KAMI_QUEUE_MAX_WAITING'] = String(waiting);
    await using session = await openSession(home);
    const calls = Array.from({ length: 100 }, async () =>
      callTool(session, 'clock-random', { 'wait-ms': 200 }),
    );
    const answers = await Promise.all(calls);
    const refused = answers.filter(({ isError }) => isError);
    expect(refused).toHaveLength(100 - waiting - running);
    for (const { text } of refused) expect(text).toContain('KAMI_QUEUE_FULL');
    expect(await callTool(session, 'echo', { after: 'wards' })).toMatchObject({ isError: false });
  });

  it('case 66: a call whose executor is killed from outside fails and says so, the next has a fresh one', async () => {
    await using session = await openSession(home);
    const earlier = await newestExecutor(home, 'spin');
    const lost = callTool(session, 'spin');
    const killed = await untilDispatched(home, 'spin', earlier);
    kill(killed, 'SIGKILL');
    const { isError, text } = await lost;
    expect(isError, text).toBe(true);
    expect(text).toContain('SIGKILL');
    expect(text).toContain('KAMI_EXECUTOR_FAULT');
    const next = callTool(session, 'spin');
    const fresh = await untilDispatched(home, 'spin', killed);
    kill(fresh, 'SIGKILL');
    await next;
    expect(await callTool(session, 'echo', { after: 'wards' })).toMatchObject({ isError: false });
    const failures = (await readLog(home, 'spin')).filter(({ type }) => type === 'call.failed');
    expect(failures.map(({ data }) => data['code'])).toEqual(['KAMI_EXECUTOR_FAULT', 'KAMI_EXECUTOR_FAULT']);
  });
});
