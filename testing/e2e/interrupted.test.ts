import { describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { readLog, untilDispatched } from './dispatched-call.ts';
import { listFiles, readHomeState } from './home-state.ts';
import { makeTestHome } from './kami.ts';
import { isRunning } from './processes.ts';
import { startKami } from './running-command.ts';
import { untilGone } from './until-gone.ts';

/** Deadlines that are longer than any test: what ends, ends by the signal. */
const noDeadlines = {
  KAMI_LIMITS_PREPARE_DEADLINE_MS: '3600000',
  KAMI_LIMITS_STARTUP_DEADLINE_MS: '600000',
};

describe.runIf(process.platform === 'linux')('Ctrl-C', () => {
  it.each([
    ['while the component is transpiled', 'prepare.js', 'SIGINT'],
    ['while the first instance is made', 'executor.cjs', 'SIGINT'],
    ['by SIGTERM', 'executor.cjs', 'SIGTERM'],
  ] as const)('in the middle of an installation, %s, leaves nothing', async (_when, words, signal) => {
    using home = makeTestHome();
    const env = { ...home.env, ...noDeadlines };
    await using install = startKami({ env }, ['install', guestPath('spin-start')]);
    const children = await install.untilChild(words);
    install.child.kill(signal);
    const { code, stdout, stderr } = await install.ended;
    expect({ code, stdout }, stderr).toEqual({ code: 130, stdout: '' });
    expect(stderr).not.toMatch(/\n\s+at /u);
    expect(listFiles(home)).toEqual([]);
    await untilGone(...children.map(({ pid }) => pid));
    expect(await readHomeState(home)).toMatchObject({ tools: { tools: [] } });
  });

  it('in the middle of a call ends it and its process', async () => {
    using home = makeTestHome();
    await home.must(['install', guestPath('spin')]);
    await using call = startKami(home, ['run', 'spin']);
    const executor = await untilDispatched(home, 'spin', 0);
    call.child.kill('SIGINT');
    expect(await call.ended).toMatchObject({ code: 130, stdout: '' });
    expect(isRunning(executor)).toBe(false);
    expect((await readLog(home, 'spin')).at(-1)).toMatchObject({ type: 'call.cancelled' });
  });

  it('ends a server', async () => {
    using home = makeTestHome();
    await home.must(['list']);
    await using server = startKami(home, ['serve']);
    const children = await server.untilChild('executor.cjs');
    server.child.kill('SIGINT');
    const { code } = await server.ended;
    expect([0, 130]).toContain(code);
    await untilGone(...children.map(({ pid }) => pid));
  });
});
