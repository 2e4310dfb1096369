import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findKami, foldersAbove } from '../../src/testing/find-kami.ts';
import { findToolFolder, toPath } from '../../src/testing/find-tool-folder.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'kami-find-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function write(...parts: string[]): string {
  const path = join(folder, ...parts);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, '');
  return path;
}

describe('findKami', () => {
  const search = (env: Record<string, string>, from = folder) =>
    findKami({ env, folder: from, node: '/node', platform: 'linux' });

  it('takes what kami test names, a program or a script for Node', () => {
    expect(search({ KAMI_TEST_HOST: '/a/kami' })).toEqual({ program: '/a/kami', args: [] });
    expect(search({ KAMI_TEST_HOST: '/a/kami.cjs' })).toEqual({
      program: '/node',
      args: ['--disallow-code-generation-from-strings', '/a/kami.cjs'],
    });
  });

  it('takes that of the project before that of a folder above and that of the PATH', () => {
    const onPath = write('bin', 'kami');
    const env = { PATH: `/nowhere:${join(folder, 'bin')}` };
    const inner = join(folder, 'tools', 'a');
    expect(search(env, inner).program).toBe(onPath);
    const above = write('node_modules', '.bin', 'kami');
    expect(search(env, inner).program).toBe(above);
    const own = write('tools', 'a', 'node_modules', '.bin', 'kami');
    expect(search(env, inner).program).toBe(own);
  });

  it('says how to install it where there is none', () => {
    expect(() => search({})).toThrow('npm install --save-dev @kami/cli');
  });

  it('knows every folder above', () => {
    expect(foldersAbove('/a/b')).toEqual(['/a/b', '/a', '/']);
  });
});

describe('findToolFolder', () => {
  it('is the given one, else the nearest with a tool.toml', () => {
    write('tool.toml');
    const inner = join(folder, 'test', 'deep');
    mkdirSync(inner, { recursive: true });
    expect(findToolFolder(undefined, inner)).toBe(folder);
    expect(findToolFolder('../..', inner)).toBe(folder);
    expect(findToolFolder(pathToFileURL(`${folder}/`), '/')).toBe(folder);
    expect(() => findToolFolder('.', inner)).toThrow('There is no tool.toml in');
    rmSync(join(folder, 'tool.toml'));
    expect(() => findToolFolder(undefined, inner)).toThrow('openTool({ folder })');
  });

  it('takes paths and addresses', () => {
    expect(toPath('b', '/a')).toBe('/a/b');
    expect(toPath(new URL('file:///c/d'), '/a')).toBe('/c/d');
  });
});
