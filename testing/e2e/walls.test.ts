import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readLog } from './dispatched-call.ts';
import { kamiProgram, makeTestHome, runProgram, type KamiResult } from './kami.ts';
import { guestPath } from '../guests/index.ts';

const home = makeTestHome();
const call = ['run', 'echo', 'a=b'];

beforeAll(() => home.must(['install', guestPath('echo'), '--yes']));
afterAll(() => home[Symbol.dispose]());

function runWith(env: Readonly<Record<string, string>>, args: readonly string[]): Promise<KamiResult> {
  return runProgram([kamiProgram, ...args], { ...home.env, ...env });
}

/** What `kami doctor` says of each wall. */
async function wallsOf(env: Readonly<Record<string, string>>) {
  const { code, stdout } = await runWith(env, ['doctor', '--json']);
  const { findings } = JSON.parse(stdout) as {
    findings: readonly { what: string; state: string; detail: string; remedy?: string }[];
  };
  return { code, find: (what: string) => findings.find((finding) => finding.what === what) };
}

/** A folder for the front of PATH whose `bwrap` does this in the place of bubblewrap. */
function pathWithBwrap(name: string, script: string): Readonly<Record<string, string>> {
  const folder = join(home.path, '..', name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'bwrap'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'bwrap'), 0o755);
  return { PATH: `${folder}:${home.env['PATH'] ?? ''}` };
}

describe('the walls that a configuration requires', () => {
  it('refuse a call, with what is missing and the command that mends it, when they are left out', async () => {
    const env = { KAMI_SANDBOX_WALLS: 'process', KAMI_SANDBOX_REQUIRE: 'process,seccomp' };
    const { code, stdout, stderr } = await runWith(env, call);
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
    expect(stderr).toContain('sandbox.require asks for the wall seccomp');
    expect(stderr).toContain('set sandbox.walls to auto');
  });

  it('make doctor fail, which names them', async () => {
    const env = { KAMI_SANDBOX_WALLS: 'process', KAMI_SANDBOX_REQUIRE: 'bubblewrap' };
    const { code, find } = await wallsOf(env);
    expect(code).toBe(5);
    expect(find('wall bubblewrap')).toMatchObject({
      state: 'broken',
      remedy: 'set sandbox.walls to auto in config.toml',
    });
    expect(find('wall seccomp')).toMatchObject({ state: 'missing' });
    expect(find('executor')).toMatchObject({ state: 'broken' });
  });

  it('are names that are known, in a file as in a variable', async () => {
    writeFileSync(join(home.path, 'config.toml'), '[sandbox]\nrequire = ["process", "moat"]\n');
    const { code, stderr } = await home.run(['config']);
    writeFileSync(join(home.path, 'config.toml'), '[sandbox]\nrequire = ["process"]\n');
    expect(code).toBe(2);
    expect(stderr).toContain('expected a list of process, bubblewrap, seccomp');
    expect((await home.must(['config'])).stdout).toMatch(/sandbox\.require +\["process"\] /u);
    expect((await home.must(call)).stdout).toContain('b');
  });
});

describe.skipIf(process.platform !== 'linux')('a bubblewrap that does not work', () => {
  it('is left out, with a warning, and doctor says why', async () => {
    const env = pathWithBwrap('refused', 'echo "bwrap: setting up uid map: Permission denied" >&2; exit 1');
    const { code, stdout, stderr } = await runWith(env, call);
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('bubblewrap') as string,
    });
    expect(stdout).toContain('b');
    expect(await newestWalls()).toEqual(['process']);
    const { code: healthy, find } = await wallsOf(env);
    expect(healthy).toBe(0);
    expect(find('wall bubblewrap')).toMatchObject({ state: 'missing' });
    expect(find('wall bubblewrap')?.detail).toContain('setting up uid map: Permission denied');
    expect(find('wall bubblewrap')?.remedy).toContain('user namespaces');
  });

  it('is not left out where it is required', async () => {
    const env = pathWithBwrap('required', 'exit 1');
    const { code, stdout, stderr } = await runWith({ ...env, KAMI_SANDBOX_REQUIRE: 'bubblewrap' }, call);
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
    expect(stderr).toContain('it could not be put up here');
  });
});

describe('the walls of a call', () => {
  it('stand in its event, and doctor tries to break each', async () => {
    await home.must(call);
    const walls = await newestWalls();
    const { code, find } = await wallsOf({});
    expect(code).toBe(0);
    expect((await home.must(['inspect', 'echo'])).stdout).toContain(walls.join(', '));
    expect(find('executor')?.detail).toContain(`started behind ${walls.join(', ')}`);
    expect(find('wall node-permission')?.detail).toContain('held when attacked');
    for (const wall of walls.filter((name) => name !== 'process'))
      expect(find(`wall ${wall}`)).toMatchObject({
        state: 'good',
        detail: expect.stringContaining('could not read a file of this machine') as string,
      });
  });
});

/** The walls in the event of the newest call. */
async function newestWalls(): Promise<readonly string[]> {
  const events = await readLog(home, 'echo');
  return (events.findLast(({ type }) => type === 'dataplane.dispatched')?.data['walls'] ?? []) as string[];
}
