import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it, vi } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { declaredTool, makeDeclaredHome } from './declared-home.ts';
import { makeTestHome } from './kami.ts';
import { startKami } from './running-command.ts';

const tools = [declaredTool('echo', guestPath('echo')), declaredTool('say', guestPath('say'))] as const;

describe('kami sync', () => {
  it('may run twice at once on one home and one file', async () => {
    using home = makeTestHome();
    const team = makeDeclaredHome(home);
    team.declare(...tools);
    const runs = await Promise.all([team.sync(), team.sync()]);
    expect(
      runs.map(({ code }) => code),
      runs.map(({ stderr }) => stderr).join(''),
    ).toEqual([0, 0]);
    expect(await team.sync(['--check', '--frozen'])).toMatchObject({ code: 0 });
  });

  it('finishes what a killed run began, as that one locked it', async () => {
    using home = makeTestHome();
    const team = makeDeclaredHome(home);
    team.declare(tools[0]);
    await using killed = startKami(home, ['sync', team.file]);
    await vi.waitUntil(() => existsSync(join(team.folder, 'kami.lock')), { timeout: 20_000, interval: 1 });
    killed.child.kill('SIGKILL');
    expect(await killed.ended).toMatchObject({ code: null });
    const locked = team.lock();
    expect(await team.sync(['--frozen'])).toMatchObject({ code: 0 });
    expect(team.lock()).toBe(locked);
    expect((await home.must(['list', '--json'])).stdout).toContain('"state":"active"');
  });
});
