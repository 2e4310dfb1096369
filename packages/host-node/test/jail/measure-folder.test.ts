import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { measureFolder } from '../../src/jail/measure-folder.ts';
import { removeTree } from '../../src/private-folder/remove-tree.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kami-measure-test-'));
});
afterEach(async () => {
  await removeTree(join(root, 'folder'));
  rmSync(root, { recursive: true });
});

describe('measureFolder', () => {
  it('counts files as long as they read, folders and links as entries', () => {
    mkdirSync(join(root, 'folder', 'd'), { recursive: true });
    writeFileSync(join(root, 'folder', 'a'), 'four');
    writeFileSync(join(root, 'folder', 'd', 'b'), 'ten bytes.');
    symlinkSync('/etc', join(root, 'folder', 'link'));
    expect(measureFolder(join(root, 'folder'))).toEqual({ bytes: 14, entries: 4 });
  });

  it.skipIf(process.platform !== 'linux')('counts below a path that is longer than the kernel takes', () => {
    const folder = join(root, 'folder');
    const level = 'n'.repeat(250);
    for (let depth = 0; depth < 30; depth++) {
      mkdirSync(join(root, 'next', level), { recursive: true });
      writeFileSync(join(root, 'next', 'file'), 'x');
      if (existsSync(folder)) renameSync(folder, join(root, 'next', level, 'deeper'));
      renameSync(join(root, 'next'), folder);
    }
    expect(measureFolder(folder)).toEqual({ bytes: 30, entries: 30 * 2 + 29 });
  });
});
