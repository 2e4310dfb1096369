import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readConfigFile, replaceConfigFile } from '../../src/connect/config-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kami-connect-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('readConfigFile', () => {
  it('gives a text, nothing for no file, and an error for what is no text', () => {
    const path = join(folder, 'a.json');
    expect(readConfigFile(path)).toEqual({ ok: true, value: undefined });
    writeFileSync(path, '{}');
    expect(readConfigFile(path)).toEqual({ ok: true, value: '{}' });
    writeFileSync(path, Uint8Array.of(0xff, 0xfe));
    expect(readConfigFile(path)).toMatchObject({ ok: false, error: { code: 'KAMI_SOURCE_UNREADABLE' } });
    expect(readConfigFile(folder)).toMatchObject({ ok: false, error: { code: 'KAMI_SOURCE_UNREADABLE' } });
  });
});

describe.runIf(process.platform === 'linux')(
  'readConfigFile of what a hostile folder has in its place',
  () => {
    it.each([
      ['a device that has no end', '/dev/zero'],
      ['nothing', '/nowhere/at/all'],
    ])('refuses a link that leads to %s', (_what, target) => {
      const path = join(folder, 'a.json');
      symlinkSync(target, path);
      expect(readConfigFile(path)).toMatchObject({ ok: false, error: { code: 'KAMI_SOURCE_UNREADABLE' } });
      expect(replaceConfigFile(path, undefined, '{}')).toMatchObject({ ok: false });
      expect(lstatSync(path).isSymbolicLink()).toBe(true);
    });

    it('refuses a pipe, which nobody writes to', () => {
      const path = join(folder, 'a.json');
      execFileSync('mkfifo', [path]);
      expect(readConfigFile(path)).toMatchObject({ ok: false, error: { code: 'KAMI_SOURCE_UNREADABLE' } });
    });
  },
);

describe('replaceConfigFile', () => {
  it('makes a file and the folders above it', () => {
    const path = join(folder, 'deep', 'er', 'a.json');
    expect(replaceConfigFile(path, undefined, '{}\n')).toEqual({ ok: true, value: undefined });
    expect(readFileSync(path, 'utf8')).toBe('{}\n');
    expect(readdirSync(join(folder, 'deep', 'er'))).toEqual(['a.json']);
  });

  it.runIf(process.platform !== 'win32')('keeps the mode, and the link where the file is one', () => {
    const real = join(folder, 'real.json');
    writeFileSync(real, 'old');
    chmodSync(real, 0o640);
    const link = join(folder, 'link.json');
    symlinkSync(real, link);
    expect(replaceConfigFile(link, 'old', 'new').ok).toBe(true);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, 'utf8')).toBe('new');
    expect(statSync(real).mode & 0o777).toBe(0o640);
  });

  it('leaves a file that changed since it was read', () => {
    const path = join(folder, 'a.json');
    writeFileSync(path, 'newer');
    expect(replaceConfigFile(path, 'old', 'mine')).toMatchObject({
      ok: false,
      error: { code: 'KAMI_CONFLICT' },
    });
    expect(replaceConfigFile(path, undefined, 'mine')).toMatchObject({
      ok: false,
      error: { code: 'KAMI_CONFLICT' },
    });
    expect(readFileSync(path, 'utf8')).toBe('newer');
    expect(replaceConfigFile(join(folder, 'gone'), 'old', 'mine').ok).toBe(false);
  });

  it('leaves nothing behind where it cannot write', () => {
    const path = join(folder, 'a.json');
    mkdirSync(join(folder, 'file'));
    writeFileSync(join(folder, 'file', 'x'), '');
    expect(replaceConfigFile(join(folder, 'file', 'x', 'y.json'), undefined, 'mine').ok).toBe(false);
    expect(readdirSync(folder)).toEqual(['file']);
    expect(replaceConfigFile(path, undefined, 'mine').ok).toBe(true);
  });
});
