import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pid } from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTemporaryFolder } from '../../src/download/temporary-folder.ts';

/** Above every process number of Linux (`PID_MAX_LIMIT`). */
const NOBODY = 4_194_305;

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kami-temporary-'));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

describe('makeTemporaryFolder', () => {
  it('is for its owner alone, and goes with what is in it', async () => {
    const folder = await makeTemporaryFolder(home);
    expect(statSync(folder.path).mode & 0o777).toBe(0o700);
    writeFileSync(join(folder.path, 'half'), 'x');
    await folder[Symbol.asyncDispose]();
    expect(readdirSync(home)).toEqual([]);
  });

  it('deletes what gone processes left, and nothing else', async () => {
    const kept = [`source-${pid}-other`, `files-${NOBODY}-copy`, 'source-x'];
    for (const name of [...kept, `source-${NOBODY}-gone`]) mkdirSync(join(home, name));
    writeFileSync(join(home, `source-${NOBODY}-file`), 'x');
    await using folder = await makeTemporaryFolder(home);
    expect(
      readdirSync(home)
        .filter((name) => !folder.path.endsWith(name))
        .toSorted(),
    ).toEqual([...kept, `source-${NOBODY}-file`].toSorted());
  });
});
