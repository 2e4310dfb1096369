import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { prepareHome, makeCalls } from '../soak/make-calls.ts';
import { readUsage } from '../soak/usage.ts';
import { makeTestHome } from './kami.ts';
import { openSession } from './mcp-session.ts';

const home = makeTestHome();

beforeAll(async () => {
  await prepareHome(home);
});

afterAll(() => {
  home[Symbol.dispose]();
});

describe('a server after many calls, some of them killed', () => {
  it('holds no process and no descriptor more than before', { timeout: 120_000 }, async () => {
    await using session = await openSession(home);
    let before = readUsage(session.server.pid);
    await makeCalls(session, 600, 30, (call) => {
      if (call === 30) before = readUsage(session.server.pid);
    });
    // A killed executor's place is taken by a new spare one, which may still be starting.
    await vi.waitFor(
      () => {
        const { descriptors, processes } = readUsage(session.server.pid);
        expect(processes).toBeLessThanOrEqual(before.processes + 1);
        expect(descriptors).toBeLessThanOrEqual(before.descriptors + 2);
      },
      { timeout: 10_000, interval: 50 },
    );
    expect((await session.close()).code).toBe(0);
  });
});
