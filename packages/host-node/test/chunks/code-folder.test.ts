import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeFolder } from '../../src/chunks/code-folder.ts';

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
    ['local data on Windows', { LOCALAPPDATA: '/l' }, 'win32', '/l/kami/code'],
  ])('is %s', (_what, env, platform, expected) => {
    expect(codeFolder(env, platform)).toBe(expected);
  });
});
