import { afterAll, describe, expect, it } from 'vitest';

import { readLog } from '../e2e/dispatched-call.ts';
import { makeTestHome } from '../e2e/kami.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import { guestPath } from '../guests/index.ts';
import { runAndKill } from '../kills/killed-command.ts';

const killed = makeTestHome();
const shared = makeTestHome();

afterAll(() => {
  killed[Symbol.dispose]();
  shared[Symbol.dispose]();
});

describe('processes that change a home', () => {
  it(
    'case 92: an installation that is killed at any change of the home leaves no bad row',
    { timeout: 240_000 },
    async () => {
      await killed.must(['install', guestPath('echo')]);
      const install = ['install', guestPath('say')];
      const whole = await runAndKill(killed, install);
      await killed.must(['remove', 'local.say']);
      const points = [1, 0.25, 0.5, 0.7, 0.85, 1].map((part, index) =>
        index === 0 ? 1 : Math.max(2, Math.floor(part * whole.changes)),
      );
      const kills: boolean[] = [];
      for (const change of points) {
        kills.push((await runAndKill(killed, install, { change })).killed);
        const { code, stdout } = await killed.run(['verify', 'store', '--json']);
        expect(code, `after a kill at change ${change}: ${stdout}`).toBe(0);
        const { stdout: listed } = await killed.must(['list', '--json']);
        expect(listed).toContain('local.echo');
        if (listed.includes('local.say')) await killed.must(['remove', 'local.say']);
      }
      expect(kills).toContain(true);
      await killed.must(install);
      expect((await killed.must(['run', 'say', 'text=here'])).stdout).toContain('here');
    },
  );

  it(
    'case 95: processes that write at the same time do so one after the other, and none loses what another did',
    { timeout: 120_000 },
    async () => {
      await shared.must(['list']);
      const names = ['one', 'two', 'three', 'four'];
      const asked = ['env = ["LANG"]'];
      const installed = await Promise.all(
        names.map((name) =>
          shared.run(['install', makeToolFolder(shared, 'echo', asked, { name }), '--grant', 'env=LANG']),
        ),
      );
      for (const { code, stderr } of installed) expect(code, stderr).toBe(0);
      const changed = await Promise.all([
        shared.run(['revoke', 'one', 'env=LANG']),
        shared.run(['remove', 'two']),
        shared.run(['token', 'create']),
        shared.run(['gc']),
      ]);
      for (const { code, stderr } of changed) expect(code, stderr).toBe(0);
      const { stdout } = await shared.must(['list', '--json']);
      for (const [name, there] of [
        ['one', true],
        ['two', false],
        ['three', true],
        ['four', true],
      ] as const)
        expect(stdout.includes(`test.guests.${name}`), name).toBe(there);
      const events = await readLog(shared, 'three');
      expect(events.filter(({ type }) => type === 'tool.installed')).toHaveLength(1);
      expect((await shared.must(['verify', 'store'])).code).toBe(0);
    },
  );
});
