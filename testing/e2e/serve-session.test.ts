import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { newestExecutor, untilDispatched } from './dispatched-call.ts';
import { makeTestHome } from './kami.ts';
import { type McpSession, openSession } from './mcp-session.ts';
import { descendantsOf } from './processes.ts';
import { makeToolFolder } from './tool-folder.ts';
import { untilGone } from './until-gone.ts';

const home = makeTestHome();

beforeAll(async () => {
  for (const guest of ['echo', 'state'] as const) await home.must(['install', guestPath(guest)]);
  const spin = makeToolFolder(home, 'spin', ['max_execution_ms = 60000', 'fs_access = "sandbox"']);
  await home.must(['install', spin, '--yes']);
});

afterAll(() => {
  home[Symbol.dispose]();
});

const call = async (session: McpSession, name: string, args: object = {}) =>
  (await session.request('tools/call', { name, arguments: args })).result;

const toolNames = async (session: McpSession) => {
  const listed = (await session.request('tools/list')).result?.['tools'] ?? [];
  return (listed as { name: string }[]).map(({ name }) => name);
};

describe('kami serve, frame by frame', () => {
  it('initializes, lists, calls, and ends with its input, with no process left', async () => {
    // Executors that stay for a day: the server ends by the end of its input, or not within any test's time.
    const env = { ...home.env, KAMI_POOL_IDLE_TIMEOUT_MS: '86400000' };
    await using session = await openSession({ ...home, env });
    expect(await toolNames(session)).toEqual(['echo', 'spin', 'state']);
    expect(await call(session, 'echo', { a: 'é' })).toMatchObject({ structuredContent: { a: 'é' } });
    for (const expected of [1, 1])
      expect(await call(session, 'state')).toMatchObject({ structuredContent: { count: expected } });
    expect((await session.request('tools/call', { name: 'none' })).error?.message).toContain('none');
    expect((await session.request('no/such/method')).error?.code).toBe(-32_601);
    const children = descendantsOf(session.server.pid);
    expect(children.some(({ command }) => command.includes('executor.cjs'))).toBe(true);
    const { code, stderr } = await session.close();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await untilGone(...children.map(({ pid }) => pid));
  });

  it('ends while a call runs, with no process left', async () => {
    await using session = await openSession(home);
    const running = session.request('tools/call', { name: 'spin' });
    const executor = await untilDispatched(home, 'spin', 0);
    const { code } = await Promise.race([session.close(), running.then(() => ({ code: -1 }))]);
    expect(code).toBe(0);
    await untilGone(executor);
  });

  it('leaves no executor behind when it is killed', async () => {
    await using session = await openSession(home);
    await call(session, 'echo');
    const children = descendantsOf(session.server.pid);
    session.server.child.kill('SIGKILL');
    await session.server.ended;
    await untilGone(...children.map(({ pid }) => pid));
  });

  it('fails the call whose executor is killed, and answers the next', async () => {
    await using session = await openSession(home);
    const before = await newestExecutor(home, 'spin');
    const failing = call(session, 'spin');
    process.kill(await untilDispatched(home, 'spin', before), 'SIGKILL');
    const answer = await failing;
    expect(answer).toMatchObject({ isError: true });
    expect(JSON.stringify(answer)).toMatch(/executor|process/u);
    expect(await call(session, 'echo', { next: 1 })).toMatchObject({ structuredContent: { next: 1 } });
  });
});

describe('kami serve, and another process', () => {
  it('tells its client when a tool is installed and removed', async () => {
    await using session = await openSession(home);
    await toolNames(session);
    let changed = session.notification('notifications/tools/list_changed');
    await home.must(['install', guestPath('trap')]);
    await changed;
    expect(await toolNames(session)).toContain('trap');
    changed = session.notification('notifications/tools/list_changed');
    await home.must(['remove', 'trap']);
    await changed;
    expect(await toolNames(session)).not.toContain('trap');
    expect((await session.request('tools/call', { name: 'trap' })).error?.message).toContain('trap');
  });

  it('uses a new grant at the next call, and no longer after it was revoked', async () => {
    await using session = await openSession(home);
    const folder = makeToolFolder(home, 'fs-probe', ['fs_access = "sandbox"']);
    await home.must(['install', folder, '--yes']);
    await home.must(['revoke', 'fs-probe', '--all']);
    const roots = async () => (await call(session, 'fs-probe', { op: 'roots' }))?.['structuredContent'];
    expect(await roots()).toEqual({ ok: true, roots: [] });
    await home.must(['grant', 'fs-probe', `fs=here=${folder}`]);
    expect(await roots()).toEqual({ ok: true, roots: ['/mnt/here'] });
    await home.must(['revoke', 'fs-probe', 'fs=here']);
    expect(await roots()).toEqual({ ok: true, roots: [] });
  });

  it.each([
    [['revoke', 'spin', '--all'], 'spin lost a grant while it ran'],
    [['remove', 'spin'], 'spin was removed while it ran'],
  ])('ends a running call when another process does %j, and says so', async (command, why) => {
    await using session = await openSession(home);
    const before = await newestExecutor(home, 'spin');
    const running = call(session, 'spin');
    const executor = await untilDispatched(home, 'spin', before);
    await home.must(command);
    const answer = await running;
    expect(answer).toMatchObject({ isError: true });
    expect(JSON.stringify(answer)).toContain(`KAMI_DENIED: The call was ended: ${why}.`);
    await untilGone(executor);
  });
});
