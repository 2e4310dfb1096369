import { execFileSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { codeFolder } from '../../src/chunks/code-folder.ts';

const ownHome = homedir();

afterEach(() => vi.unstubAllEnvs());

describe('codeFolder', () => {
  it.each<[string, Readonly<Record<string, string>>, string, string | undefined]>([
    ['what Node was told', { NODE_COMPILE_CACHE: '/c', XDG_CACHE_HOME: '/x' }, 'linux', '/c'],
    [
      'nothing when Node keeps none',
      { NODE_COMPILE_CACHE: '/c', NODE_DISABLE_COMPILE_CACHE: '1' },
      'linux',
      undefined,
    ],
    ["the user's cache", { XDG_CACHE_HOME: '/x' }, 'linux', '/x/kami/code'],
    [
      'not a relative one (XDG Base Directory)',
      { XDG_CACHE_HOME: 'x' },
      'linux',
      join(homedir(), '.cache/kami/code'),
    ],
    ['the home folder', {}, 'linux', join(homedir(), '.cache/kami/code')],
    ['Library on macOS', {}, 'darwin', join(homedir(), 'Library/Caches/kami/code')],
    ['nothing below the current folder', { HOME: '' }, 'linux', undefined],
    ['nothing below a relative home', { HOME: 'x' }, 'darwin', undefined],
    ['local data on Windows', { LOCALAPPDATA: '/l' }, 'win32', '/l/kami/code'],
  ])('is %s', (_what, env, platform, expected) => {
    vi.stubEnv('HOME', env['HOME'] ?? ownHome);
    expect(codeFolder(env, platform)).toBe(expected);
  });

  it.runIf(process.getuid?.() === 0)('is nothing for a user whom the system does not know', () => {
    const module = new URL('../../src/chunks/code-folder.ts', import.meta.url).href;
    const program = `import { codeFolder } from '${module}'; process.seteuid(54321); console.log(codeFolder({}, 'linux'));`;
    const args = ['--input-type=module', '--eval', program];
    expect(execFileSync(process.execPath, args, { env: {}, encoding: 'utf8' })).toBe('undefined\n');
  });
});
