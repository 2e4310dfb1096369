import { describe, expect, it } from 'vitest';

import { untilDispatched } from './dispatched-call.ts';
import { makeTestHome } from './kami.ts';
import { openSession } from './mcp-session.ts';
import { makeToolFolder } from './tool-folder.ts';
import { untilGone } from './until-gone.ts';

describe.runIf(process.platform === 'linux')('a call in a process of its own', () => {
  it.each([
    ['its manifest asks for it', ['isolation = "process"'], {}],
    ['the operator asks for it', [], { KAMI_POOL_ISOLATION: 'process' }],
  ])('where %s: the process ends with the call', async (_who, security, variables) => {
    using home = makeTestHome();
    await home.must(['install', makeToolFolder(home, 'state', security)]);
    await using session = await openSession({ ...home, env: { ...home.env, ...variables } });
    const executors: number[] = [];
    for (const _call of [1, 2, 3]) {
      const answer = await session.request('tools/call', { name: 'state', arguments: {} });
      expect(answer.result?.['structuredContent']).toEqual({ count: 1 });
      executors.push(await untilDispatched(home, 'state', executors.at(-1) ?? 0));
    }
    expect(new Set(executors).size).toBe(3);
    await untilGone(...executors);
  });

  it('is not what other tools have', async () => {
    using home = makeTestHome();
    await home.must(['install', makeToolFolder(home, 'state', ['isolation = "shared"'])]);
    await using session = await openSession(home);
    for (const _call of [1, 2]) await session.request('tools/call', { name: 'state', arguments: {} });
    await session.close();
    const { stdout } = await home.must(['log', '--tool', 'state', '--json']);
    const executors = [...stdout.matchAll(/"executor":(\d+)/gu)].map(([, pid]) => pid);
    expect(executors).toHaveLength(2);
    expect(new Set(executors).size).toBe(1);
  });
});
