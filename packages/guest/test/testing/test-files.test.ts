import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lendFolders, writeTree } from '../../src/testing/lent-folders.ts';
import { createTestFiles, pathBelow } from '../../src/testing/test-files.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'kami-files-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('createTestFiles', () => {
  it('reads, writes and lists by the paths that the tool has', async () => {
    const lent = join(folder, 'lent');
    mkdirSync(lent);
    const files = createTestFiles(join(folder, 'data'), new Map([['x', lent]]));
    expect(await files.list()).toEqual([]);
    await files.write('/data/deep/a.txt', 'a');
    await files.write('/mnt/x/b', Uint8Array.of(1));
    expect(await files.list()).toEqual(['deep/a.txt']);
    expect(await files.read('/data/deep/a.txt')).toBe('a');
    expect(await files.readBytes('/mnt/x/b')).toEqual(Uint8Array.of(1));
    expect([await files.exists('/mnt/x/b'), await files.exists('/mnt/x/c')]).toEqual([true, false]);
    expect(readFileSync(join(lent, 'b'))).toHaveLength(1);
  });

  it('refuses what is in no folder of the tool, and says which it has', async () => {
    const files = createTestFiles(undefined, new Map([['x', folder]]));
    for (const path of ['/data/a', '/etc/passwd', 'a', '/mnt/y/a', '/mnt'])
      await expect(files.read(path)).rejects.toThrow('it has /mnt/x');
    await expect(files.read('/mnt/x/../../a')).rejects.toThrow('leads out of its folder');
    expect(() => pathBelow('/a', '/b')).toThrow('leads out');
    expect(pathBelow('/a', '')).toBe('/a');
  });
});

describe('lendFolders', () => {
  it('lends a folder as it is for reading, and a copy for writing, which it removes', async () => {
    writeFileSync(join(folder, 'a'), 'before');
    const mounts = {
      plain: folder,
      copy: { folder, writable: true, files: { b: 'new' } },
      made: { files: { 'c/d': '' } },
      empty: { writable: true },
    } as const;
    const lent = await lendFolders(mounts, '/');
    const path = (name: string): string => lent.paths.get(name) ?? '';
    expect(lent.grants).toEqual([
      `fs=plain=${folder}:ro`,
      `fs=copy=${path('copy')}:rw`,
      `fs=made=${path('made')}:ro`,
      `fs=empty=${path('empty')}:rw`,
    ]);
    expect(readFileSync(join(path('copy'), 'a'), 'utf8')).toBe('before');
    expect(existsSync(join(folder, 'b'))).toBe(false);
    expect(existsSync(join(path('made'), 'c', 'd'))).toBe(true);
    await lent[Symbol.asyncDispose]();
    expect([existsSync(path('copy')), existsSync(folder)]).toEqual([false, true]);
  });

  it('writes no file outside its folder', async () => {
    await expect(writeTree(join(folder, 'x'), { '../y': '' })).rejects.toThrow('leads out');
    await expect(lendFolders({ x: { files: { '/y': '' } } }, '/')).rejects.toThrow('leads out');
  });
});
