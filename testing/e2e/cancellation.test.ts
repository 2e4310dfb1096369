import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { newestExecutor, readLog, untilDispatched } from './dispatched-call.ts';
import { makeTestHome } from './kami.ts';
import { type McpSession, openSession } from './mcp-session.ts';
import { descendantsOf, isRunning } from './processes.ts';
import { makeToolFolder } from './tool-folder.ts';
import { waitingArguments } from './waiting-call.ts';
import { untilGone } from './until-gone.ts';

const home = makeTestHome();
const long = ['max_execution_ms = 600000', 'max_concurrency = 1'];

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
  for (const guest of ['spin', 'wasi-steps'] as const)
    await home.must(['install', makeToolFolder(home, guest, long), '--yes']);
});

afterAll(() => {
  home[Symbol.dispose]();
});

/** Calls that do not end by themselves: in a loop, and in a host call that blocks. */
const endless = [
  { what: 'runs in a loop', name: 'spin', args: {} },
  { what: 'blocks in a host call', name: 'wasi-steps', args: waitingArguments(600_000) },
];

const call = (session: McpSession, name: string, args: object = {}) =>
  session.request('tools/call', { name, arguments: args });

const cancel = (session: McpSession, requestId: number): void => {
  session.notify('notifications/cancelled', { requestId });
};

/** How the newest call of a tool ended, once it has. */
const untilEnded = async (tool: string, calls: number) =>
  vi.waitUntil(
    async () => {
      const events = await readLog(home, tool);
      const ended = events.filter(({ type }) => /^(?:call\.(?!queued)|artifact\.)/u.test(type));
      return ended.length === calls && ended.at(-1)?.type;
    },
    { timeout: 10_000, interval: 10 },
  );
const endedCalls = async (tool: string): Promise<number> => {
  const events = await readLog(home, tool);
  return events.filter(({ type }) => /^(?:call\.(?!queued)|artifact\.)/u.test(type)).length;
};

describe.runIf(process.platform === 'linux')('a call that its client withdraws', () => {
  it.each(endless)('while it $what is killed, gets no answer, and the next works', async ({ name, args }) => {
    await using session = await openSession(home);
    const calls = await endedCalls(name);
    const before = await newestExecutor(home, name);
    const answered = call(session, name, args).then(() => 'answered');
    const id = session.newestId;
    const executor = await untilDispatched(home, name, before);
    cancel(session, id);
    await untilGone(executor);
    expect(await untilEnded(name, calls + 1)).toBe('call.cancelled');
    const next = call(session, 'echo', { next: 1 }).then(({ result }) => result);
    expect(await Promise.race([answered, next])).toMatchObject({ structuredContent: { next: 1 } });
  });

  it('while it waits never runs', async () => {
    await using session = await openSession(home);
    const calls = await endedCalls('spin');
    const before = await newestExecutor(home, 'spin');
    const first = call(session, 'spin').then(() => 'answered');
    const executor = await untilDispatched(home, 'spin', before);
    const waiting = call(session, 'spin').then(() => 'answered');
    cancel(session, session.newestId);
    expect(await untilEnded('spin', calls + 1)).toBe('call.cancelled');
    expect(isRunning(executor)).toBe(true);
    const next = call(session, 'echo').then(({ result }) => result);
    expect(await Promise.race([first, waiting, next])).toMatchObject({ structuredContent: {} });
    const events = (await readLog(home, 'spin')).slice(-20);
    const ended = events.findLast(({ type }) => type === 'call.cancelled');
    const steps = events.filter(({ correlationId }) => correlationId === ended?.correlationId);
    expect(steps.map(({ type }) => type).slice(-2)).toEqual(['call.queued', 'call.cancelled']);
    expect(await newestExecutor(home, 'spin')).toBe(executor);
  });
});

describe.runIf(process.platform === 'linux')('a client that goes in the middle of a call', () => {
  it.each(endless)('that $what leaves no process and a whole log', async ({ name, args }) => {
    await using session = await openSession(home);
    const calls = await endedCalls(name);
    const before = await newestExecutor(home, name);
    const answered = call(session, name, args).then(() => ({ code: -1 }));
    await untilDispatched(home, name, before);
    const processes = descendantsOf(session.server.pid);
    expect(processes.length).toBeGreaterThan(0);
    expect(await Promise.race([session.close(), answered])).toMatchObject({ code: 0 });
    await untilGone(...processes.map(({ pid }) => pid));
    expect(await untilEnded(name, calls + 1)).toBe('call.cancelled');
  });
});
