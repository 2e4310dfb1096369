import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFileJail } from '@kami/host-node';
import type { JailMount } from '@kami/sandbox';
import { MAX_COPY_BYTES } from '../../src/jail/copy/copy-in.ts';
import { CREATE, asFile, code, flags, makeFifo, openCode, textOf, value } from './jail-fixture.ts';

let folder: string;
let lent: string;
let temporary: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'kami-copy-test-')));
  [lent, temporary] = [join(folder, 'lent'), join(folder, 'tmp')];
  mkdirSync(join(lent, 'd', 'e'), { recursive: true });
  writeFileSync(join(lent, 'f'), 'first');
  writeFileSync(join(lent, 'd', 'g'), 'second');
});
afterEach(() => {
  expect(existsSync(temporary) ? readdirSync(temporary) : []).toEqual([]);
  rmSync(folder, { recursive: true });
});

const jail = () => createFileJail({ mechanism: 'copy', temporary });
const open = async (writable = true): Promise<JailMount> =>
  value(await jail().open({ hostPath: lent, lent: true, writable }));

async function write(mount: JailMount, path: string, text: string): Promise<void> {
  await using file = asFile(value(await mount.open(path, CREATE)));
  value(await file.setSize(0));
  value(await file.write(0, Buffer.from(text)));
}

describe('a lent folder in a copy', () => {
  it('is read as it is, and changed only when the changes are kept', async () => {
    await using mount = await open();
    expect(await textOf(mount, 'd/g')).toBe('second');
    await write(mount, 'f', 'changed');
    await write(mount, 'd/new', 'fresh');
    expect(code(await mount.makeDirectory('h'))).toBe('ok');
    await write(mount, 'h/i', 'below');
    expect(code(await mount.remove('d/g', false))).toBe('ok');
    expect(code(await mount.remove('d/e', true))).toBe('ok');
    expect(readFileSync(join(lent, 'f'), 'utf8')).toBe('first');
    expect(await mount.keep()).toEqual({ ok: true, value: undefined });
    expect(readFileSync(join(lent, 'f'), 'utf8')).toBe('changed');
    expect(readFileSync(join(lent, 'h', 'i'), 'utf8')).toBe('below');
    expect(readdirSync(join(lent, 'd'))).toEqual(['new']);
    expect(readdirSync(lent).toSorted()).toEqual(['d', 'f', 'h']);
  });

  it.runIf(process.platform !== 'win32')('keeps who may read and run a file that was changed', async () => {
    chmodSync(join(lent, 'f'), 0o755);
    await using mount = await open();
    await write(mount, 'f', 'changed');
    await write(mount, 'new', 'fresh');
    expect((await mount.keep()).ok).toBe(true);
    expect(statSync(join(lent, 'f')).mode & 0o777).toBe(0o755);
    writeFileSync(join(lent, 'plain'), '');
    expect(statSync(join(lent, 'new')).mode).toBe(statSync(join(lent, 'plain')).mode);
  });

  describe('hours later', () => {
    afterEach(() => void vi.useRealTimers());
    const HOURS = 7_200_000;

    it('stays as long as its process runs: the machine may have slept', async () => {
      await using mount = await open();
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + HOURS });
      await using _other = await open();
      expect(await textOf(mount, 'f')).toBe('first');
    });

    it('is removed where its process was killed, by whichever of two calls comes to it', async () => {
      const { pid } = spawnSync(process.execPath, ['--version']);
      const left = join(temporary, `files-${pid}-abc`);
      mkdirSync(left, { recursive: true });
      for (let file = 0; file < 20; file++) writeFileSync(join(left, `${file}`), '');
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + HOURS });
      const opening = [open(), open()];
      for (const mount of await Promise.all(opening)) await mount[Symbol.asyncDispose]();
      expect(readdirSync(temporary)).toEqual([]);
    });
  });

  it('takes a renamed folder along', async () => {
    await using mount = await open();
    expect(code(await mount.rename('d', mount, 'moved'))).toBe('ok');
    expect((await mount.keep()).ok).toBe(true);
    expect(readFileSync(join(lent, 'moved', 'g'), 'utf8')).toBe('second');
    expect(existsSync(join(lent, 'd'))).toBe(false);
  });

  it('is left alone where nothing changed, and where it is lent for reading', async () => {
    await using mount = await open(false);
    expect(await openCode(mount, 'f', { write: true })).toBe('read-only');
    writeFileSync(join(lent, 'f'), 'theirs');
    expect((await mount.keep()).ok).toBe(true);
    expect(readFileSync(join(lent, 'f'), 'utf8')).toBe('theirs');
  });

  it.each([
    ['a file was written', 'f', () => writeFileSync(join(lent, 'f'), 'their words')],
    ['a file was removed', 'f', () => rmSync(join(lent, 'f'))],
    ['a new file is there already', 'new', () => writeFileSync(join(lent, 'new'), 'theirs')],
    [
      'a folder is a link now',
      'd/g',
      () => {
        renameSync(join(lent, 'd'), join(folder, 'away'));
        symlinkSync('../away', join(lent, 'd'));
      },
    ],
  ])('keeps nothing at all when %s meanwhile', async (_what, entry, meddle) => {
    await using mount = await open();
    for (const path of ['f', 'new', 'd/g', 'other']) await write(mount, path, 'of the tool');
    meddle();
    expect(await mount.keep()).toMatchObject({ ok: false, error: { entry, conflict: true } });
    const left = readdirSync(lent, { recursive: true }).map(String);
    expect(left).not.toContain('other');
    expect(left.filter((name) => name.includes('.kami-'))).toEqual([]);
    expect(
      readdirSync(lent, { recursive: true, withFileTypes: true }).every(
        (e) => e.name !== 'new' || entry === 'new',
      ),
    ).toBe(true);
    for (const path of ['f', 'new'])
      if (existsSync(join(lent, path)))
        expect(readFileSync(join(lent, path), 'utf8')).not.toBe('of the tool');
  });

  it('keeps nothing of a folder that somebody else put a file into', async () => {
    await using mount = await open();
    value(await mount.remove('d/g', false));
    value(await mount.remove('d/e', true));
    value(await mount.remove('d', true));
    writeFileSync(join(lent, 'd', 'theirs'), '');
    expect(await mount.keep()).toMatchObject({ ok: false, error: { entry: 'd/theirs' } });
    expect(readFileSync(join(lent, 'd', 'g'), 'utf8')).toBe('second');
  });
});

describe('a lent folder that is not copied', () => {
  it.each([
    ['a link', () => symlinkSync('f', join(lent, 'd', 'link')), 'd/link: it is a link'],
    ['a FIFO', () => makeFifo(join(lent, 'fifo')), 'fifo: it is no regular file'],
    ['a stream', () => writeFileSync(join(lent, 'a:b'), ''), 'a:b: its name'],
    ['a device name', () => writeFileSync(join(lent, 'Con.txt'), ''), 'Con.txt: its name'],
  ])('holds %s', async (_what, make, why) => {
    make();
    const opened = await jail().open({ hostPath: lent, lent: true, writable: true });
    expect(opened).toMatchObject({
      ok: false,
      error: { code: 'not-permitted', rule: { name: 'files.copy-entry' } },
    });
    expect(opened.ok ? '' : opened.error.rule?.why).toContain(why);
  });

  it('holds more than the bound', async () => {
    truncateSync(join(lent, 'f'), MAX_COPY_BYTES);
    const opened = await jail().open({ hostPath: lent, lent: true, writable: false });
    expect(opened).toMatchObject({
      ok: false,
      error: { code: 'insufficient-space', rule: { name: 'files.copy-bounds' } },
    });
  });
});

describe('the names in a copy', () => {
  it.each(['a:b', 'NUL', 'com1.txt', 'a\\b', 'end.', 'end ', 'tab\t'])('are never %j', async (name) => {
    await using mount = await open();
    expect(await openCode(mount, name, CREATE)).toBe('invalid');
    expect(await openCode(mount, `d/${name}/x`)).toBe('invalid');
    expect(code(await mount.makeDirectory(name))).toBe('invalid');
    expect(code(await mount.rename('f', mount, name))).toBe('invalid');
    expect(await openCode(mount, 'f', flags())).toBe('ok');
  });
});
