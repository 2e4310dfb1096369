import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { makeTestHome } from './kami.ts';

const home = makeTestHome();

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
});

afterAll(() => {
  home[Symbol.dispose]();
});

describe('the command line', () => {
  it('prints its help without arguments, as wrong use', async () => {
    const { code, stdout, stderr } = await home.run([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: kami');
  });

  it.each([['--help'], ['help'], ['help', 'run'], ['run', '--help']])(
    'prints help asked for on stdout',
    async (...args) => {
      const { stdout, stderr } = await home.must(args);
      expect(stdout).toContain('Usage: kami');
      expect(stderr).toBe('');
    },
  );

  it('prints its version', async () => {
    expect((await home.must(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/u);
  });

  it.each([
    [['instal'], 'install'],
    [['nonsense'], 'nonsense'],
    [['run'], 'tool'],
    [['grant', 'echo'], 'grants'],
    [['list', '--jsn'], '--json'],
    [['remove', 'echo', 'more'], 'too many'],
  ])('%j is wrong use, and the message helps', async (args, words) => {
    const { code, stdout, stderr } = await home.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });
});

describe('completion', () => {
  it.each(['run', 'inspect', 'remove', 'grant', 'revoke', 'approve', 'rollback'])(
    'kami %s completes the names of installed tools',
    async (command) => {
      const { stdout, stderr } = await home.must(['complete', '--', command, 'e']);
      expect(stdout).toMatch(/^echo\b/mu);
      expect(stderr).toBe('');
    },
  );

  it.each([
    [['serve', '--tools', 'e'], 'echo'],
    [['serve', '--profile', 'w'], 'work'],
    [['connect', 'claude'], 'claude-code'],
    [['connect', 'zed', '--tools', 'e'], 'echo'],
    [['serve', '--t'], '--tools'],
    [['sync', '--update', 'e'], 'echo'],
    [['sync', '--fr'], '--frozen'],
    [['exp'], 'export'],
  ])('kami %j completes to %s', async (words, completed) => {
    writeFileSync(join(home.path, 'config.toml'), '[profiles.work]\ntools = ["e*"]\n');
    const { stdout, stderr } = await home.must(['complete', '--', ...words]);
    expect(stdout.split('\n').map((line) => line.split('\t')[0])).toContain(completed);
    expect(stderr).toBe('');
    rmSync(join(home.path, 'config.toml'));
  });

  it('completes the commands', async () => {
    expect((await home.must(['complete', '--', 'ins'])).stdout).toMatch(/^install\b[\s\S]*^inspect\b/mu);
  });

  it.each(['bash', 'zsh', 'fish', 'powershell'])('prints a script for %s', async (shell) => {
    expect((await home.must(['complete', shell])).stdout).toContain('kami');
  });
});
