import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolders } from '../../src/component-store/make-folders.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kami-folders-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('makeFolders', () => {
  it('makes what is missing, for its owner only, and gives the highest folder made', async () => {
    const path = join(root, 'a', 'b', 'c');
    expect(await makeFolders(path)).toBe(join(root, 'a'));
    expect(await makeFolders(path)).toBeUndefined();
    expect(await makeFolders(join(path, 'd'))).toBe(join(path, 'd'));
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('throws the reason where none can be made', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(makeFolders(join(root, 'file', 'a'))).rejects.toMatchObject({ code: 'ENOTDIR' });
    expect(existsSync(join(root, 'a'))).toBe(false);
  });
});
