import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findHome, homePaths } from '../../src/home/home-paths.ts';
import { makeHome } from '../../src/home/make-home.ts';
import { resolveGrants } from '../../src/home/resolve-grants.ts';

describe('findHome', () => {
  it('prefers the flag, then the variable, then the platform’s folder', () => {
    expect(findHome('a', { KAMI_HOME: 'b' }, 'linux')).toBe(resolve('a'));
    expect(findHome(undefined, { KAMI_HOME: 'b' }, 'linux')).toBe(resolve('b'));
    expect(findHome(undefined, { KAMI_HOME: '', XDG_DATA_HOME: '/x' }, 'linux')).toBe('/x/kami');
    expect(findHome(undefined, { XDG_DATA_HOME: 'relative' }, 'linux')).toBe(
      join(homedir(), '.local/share/kami'),
    );
    expect(findHome(undefined, {}, 'darwin')).toBe(join(homedir(), 'Library/Application Support/kami'));
    expect(findHome(undefined, { LOCALAPPDATA: '/l' }, 'win32')).toBe('/l/kami');
  });
});

describe('makeHome', () => {
  it('makes the folders for their owner only', async () => {
    const paths = homePaths(join(await mkdtemp(join(tmpdir(), 'kami-')), 'home'));
    expect(makeHome(paths)).toEqual({ ok: true, value: undefined });
    expect((await stat(paths.root)).mode & 0o777).toBe(0o700);
    expect(makeHome(paths)).toEqual({ ok: true, value: undefined });
  });

  it('says that a home cannot be made', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'kami-')), 'file');
    await writeFile(file, 'mine');
    expect(makeHome(homePaths(join(file, 'home')))).toMatchObject({
      ok: false,
      error: { code: 'KAMI_HOME_UNUSABLE' },
    });
    expect(await readFile(file, 'utf8')).toBe('mine');
  });
});

describe('resolveGrants', () => {
  it('finds the folder of a mount that is lent already by its name', async () => {
    const lent = [{ name: 'docs', hostPath: '/srv/docs', mode: 'ro' }] as const;
    expect(await resolveGrants(['fs=docs=:rw'], '/home', lent)).toEqual({
      ok: true,
      value: [{ kind: 'mount', mount: { name: 'docs', hostPath: '/srv/docs', mode: 'rw' } }],
    });
    expect(await resolveGrants(['fs=other=:rw'], '/home', lent)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_USAGE' },
    });
  });

  it('resolves folders and refuses what is none, or is KAMI’s own', async () => {
    const home = await mkdtemp(join(tmpdir(), 'kami-'));
    const folder = await mkdtemp(join(tmpdir(), 'lent-'));
    expect(await resolveGrants([`fs=x=${folder}:rw`], home)).toMatchObject({
      ok: true,
      value: [{ kind: 'mount', mount: { name: 'x', mode: 'rw' } }],
    });
    for (const bad of [
      `fs=x=${folder}/nothing`,
      'fs=x=/',
      'fs=x=/proc',
      `fs=x=${home}`,
      `fs=x=${tmpdir()}`,
    ]) {
      expect(await resolveGrants([bad], home)).toMatchObject({ ok: false, error: { code: 'KAMI_USAGE' } });
    }
  });
});
