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
const long = ['max_execution_ms = 600000'];

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
  for (const guest of ['spin', 'wasi-steps'] as const)
    await home.must(['install', makeToolFolder(home, guest, long), '--yes']);
});

afterAll(() => {
  home[Symbol.dispose]();
});

const call = async (session: McpSession, name: string, args: object = {}) =>
  (await session.request('tools/call', { name, arguments: args })).result;

const open = (drainMs: number) =>
  openSession({ ...home, env: { ...home.env, KAMI_SERVE_DRAIN_MS: String(drainMs) } });

/** Resolves when the server refuses calls because it ends. */
const untilRefusing = async (session: McpSession) =>
  vi.waitUntil(async () => JSON.stringify(await call(session, 'echo')).includes('KAMI_STOPPING'), {
    timeout: 10_000,
    interval: 10,
  });

const startSpinning = async (session: McpSession) => {
  const before = await newestExecutor(home, 'spin');
  const answer = call(session, 'spin');
  return { answer, executor: await untilDispatched(home, 'spin', before) };
};

const newestEvent = async (tool: string) => (await readLog(home, tool)).at(-1)?.type;

describe.runIf(process.platform === 'linux')('kami serve, told to end', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('by %s with nothing to do ends at once', async (signal) => {
    await using session = await open(600_000);
    await call(session, 'echo');
    const processes = descendantsOf(session.server.pid);
    session.server.child.kill(signal);
    expect(await session.server.ended).toMatchObject({ code: 0, stderr: '' });
    await untilGone(...processes.map(({ pid }) => pid));
  });

  it('answers the call that runs, refuses others, and leaves no process and a whole log', async () => {
    await using session = await open(600_000);
    const said = session.notification('notifications/message');
    const answer = call(session, 'wasi-steps', waitingArguments(4000));
    await said;
    const processes = descendantsOf(session.server.pid);
    session.server.child.kill('SIGTERM');
    await untilRefusing(session);
    expect((await answer)?.['structuredContent']).toMatchObject({ outcomes: { length: 4 } });
    expect(await session.server.ended).toMatchObject({ code: 0, stderr: '' });
    await untilGone(...processes.map(({ pid }) => pid));
    expect(await newestEvent('wasi-steps')).toBe('artifact.delivered');
    expect(await newestEvent('echo')).toBe('call.failed');
  });

  it('ends a call that takes too long, and says why', async () => {
    await using session = await open(50);
    const { answer, executor } = await startSpinning(session);
    session.server.child.kill('SIGTERM');
    const ended = await answer;
    expect(ended).toMatchObject({ isError: true });
    expect(JSON.stringify(ended)).toMatch(/KAMI_STOPPING: .*serve\.drain_ms \(50 ms\)/u);
    expect(await session.server.ended).toMatchObject({ code: 0 });
    await untilGone(executor);
    expect(await newestEvent('spin')).toBe('call.cancelled');
  });

  it('ends at once at the second signal, with what happened in the log', async () => {
    await using session = await open(600_000);
    const { executor } = await startSpinning(session);
    session.server.child.kill('SIGTERM');
    await untilRefusing(session);
    expect(isRunning(executor)).toBe(true);
    session.server.child.kill('SIGINT');
    expect(await session.server.ended).toMatchObject({ code: 130 });
    await untilGone(executor);
    expect(await newestEvent('spin')).toBe('call.cancelled');
  });

  it('ends at once when its client goes meanwhile', async () => {
    await using session = await open(600_000);
    const { executor } = await startSpinning(session);
    session.server.child.kill('SIGTERM');
    await untilRefusing(session);
    expect(await session.close()).toMatchObject({ code: 0 });
    await untilGone(executor);
    expect(await newestEvent('spin')).toBe('call.cancelled');
  });
});
