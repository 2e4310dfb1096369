import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';
import { homePaths } from '../../src/home/home-paths.ts';
import { makeHome } from '../../src/home/make-home.ts';

describe('makeHome', () => {
  it('makes every folder for its owner only, and finds them made', () => {
    const top = mkdtempSync(join(tmpdir(), 'kami-home-'));
    const paths = homePaths(join(top, 'a', 'b'));
    for (let time = 0; time < 2; time += 1) expect(makeHome(paths)).toEqual({ ok: true, value: undefined });
    for (const folder of [paths.root, paths.store, paths.data, paths.temporary])
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    rmSync(top, { recursive: true });
  });

  it.runIf(process.platform !== 'win32')('refuses a home that others may write', () => {
    const top = mkdtempSync(join(tmpdir(), 'kami-home-'));
    chmodSync(top, 0o777);
    expect(makeHome(homePaths(top))).toMatchObject({
      ok: false,
      error: { code: 'KAMI_HOME_UNUSABLE', hint: `Make it your own with: chmod 700 ${top}` },
    });
    rmSync(top, { recursive: true });
  });

  it('gives an error where a file stands in the way', () => {
    const top = mkdtempSync(join(tmpdir(), 'kami-home-'));
    writeFileSync(join(top, 'file'), '');
    for (const root of [join(top, 'file'), join(top, 'file', 'below')])
      expect(makeHome(homePaths(root))).toMatchObject({ ok: false, error: { code: 'KAMI_HOME_UNUSABLE' } });
    rmSync(top, { recursive: true });
  });

  it.runIf(process.platform === 'linux')('gives an error where the file system makes no folder', () => {
    expect(makeHome(homePaths('/proc/kami/home'))).toMatchObject({
      ok: false,
      error: { code: 'KAMI_HOME_UNUSABLE' },
    });
  });
});
