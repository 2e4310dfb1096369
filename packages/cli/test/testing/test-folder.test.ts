import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { execPath } from 'node:process';
import { describe, expect, it } from 'vitest';
import { makeTestFolder, removeLeftFolders } from '../../src/testing/test-folder.ts';

describe('the folders of tests', () => {
  it('stay while their process lives, and are removed when it is gone', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'kami-left-'));
    const { pid } = spawnSync(execPath, ['-e', '0']);
    mkdirSync(join(temporary, `test-${pid}-abc`, 'deep'), { recursive: true });
    mkdirSync(join(temporary, 'copy-of-another'));
    const own = await makeTestFolder(temporary);
    await removeLeftFolders(temporary);
    expect(readdirSync(temporary).toSorted()).toEqual(['copy-of-another', basename(own)].toSorted());
    rmSync(temporary, { recursive: true });
    await expect(removeLeftFolders(temporary)).resolves.toBeUndefined();
  });
});
