import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFileJail } from '@kami/host-node';
import {
  CREATE,
  asDirectory,
  asFile,
  code,
  describeJail,
  flags,
  openCode,
  openFixture,
  textOf,
  value,
  type JailFixture,
} from './jail-fixture.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);

describeJail('createFileJail', (mechanism) => {
  let jail: JailFixture;
  beforeEach(async () => {
    jail = await openFixture(mechanism);
  });
  afterEach(() => jail[Symbol.asyncDispose]());
  it('creates, writes at places and at the end, reads in parts, cuts', async () => {
    await using file = asFile(value(await jail.root.open('f', CREATE)));
    expect(value(await file.write(0, bytes('hello')))).toBe(5);
    expect(value(await file.write('end', bytes(' world')))).toBe(6);
    expect(value(await file.write(1, bytes('E')))).toBe(1);
    expect(Buffer.from(value(await file.read(1, 4))).toString()).toBe('Ello');
    expect(value(await file.read(11, 10))).toHaveLength(0);
    expect(value(await file.read(9, 10))).toHaveLength(2);
    expect(code(await file.setSize(3))).toBe('ok');
    expect(code(await file.sync())).toBe('ok');
    expect(value(await file.stat())).toMatchObject({ type: 'regular-file', size: 3, linkCount: 1 });
    expect(readFileSync(join(jail.inside, 'f'), 'utf8')).toBe('hEl');
  });

  it('writes megabytes whole', async () => {
    await using file = asFile(value(await jail.root.open('big', CREATE)));
    const data = new Uint8Array(5_000_000).fill(9);
    expect(value(await file.write(0, data))).toBe(data.length);
    expect(value(await file.read(0, data.length)).every((byte) => byte === 9)).toBe(true);
  });

  it('opens by its flags as POSIX does', async () => {
    writeFileSync(join(jail.inside, 'f'), 'x');
    mkdirSync(join(jail.inside, 'd'));
    symlinkSync('f', join(jail.inside, 'link'));
    expect(await openCode(jail.root, 'missing')).toBe('no-entry');
    expect(await openCode(jail.root, '')).toBe('no-entry');
    expect(await openCode(jail.root, 'f', { create: true, exclusive: true, write: true })).toBe('exist');
    expect(await openCode(jail.root, 'f', { directory: true })).toBe('not-directory');
    expect(await openCode(jail.root, 'f/')).toBe('not-directory');
    expect(await openCode(jail.root, 'f/x')).toBe('not-directory');
    expect(await openCode(jail.root, 'd', { write: true })).toBe('is-directory');
    expect(await openCode(jail.root, 'd', { directory: true, create: true })).toBe('invalid');
    expect(await openCode(jail.root, '.', { directory: true })).toBe('ok');
    expect(await openCode(jail.root, 'link', { followLinks: false })).toBe('loop');
    expect(await openCode(jail.root, 'link/')).toBe('not-directory');
    expect(await openCode(jail.root, 'new/', CREATE)).toBe('no-entry');
    expect(await openCode(jail.root, 'f', { truncate: true, write: true })).toBe('ok');
    expect(readFileSync(join(jail.inside, 'f'), 'utf8')).toBe('');
  });

  it('takes the trailing slash of a link target as it counts', async () => {
    writeFileSync(join(jail.inside, 'f'), 'x');
    mkdirSync(join(jail.inside, 'd'));
    symlinkSync('f/', join(jail.inside, 'to-file'));
    symlinkSync('d/', join(jail.inside, 'to-directory'));
    expect(await openCode(jail.root, 'to-file')).toBe('not-directory');
    expect(await openCode(jail.root, 'to-directory')).toBe('ok');
  });

  it('makes, lists, renames and removes', async () => {
    expect(code(await jail.root.makeDirectory('d/'))).toBe('ok');
    expect(code(await jail.root.makeDirectory('d'))).toBe('exist');
    expect(code(await jail.root.makeDirectory('.'))).toBe('invalid');
    for (const name of ['b', 'a', '\u00e9', 'B']) writeFileSync(join(jail.inside, name), name);
    symlinkSync('a', join(jail.inside, 'link'));
    expect(value(await jail.root.list())).toEqual([
      { name: 'B', type: 'regular-file' },
      { name: 'a', type: 'regular-file' },
      { name: 'b', type: 'regular-file' },
      { name: 'd', type: 'directory' },
      { name: 'link', type: 'symbolic-link' },
      { name: '\u00e9', type: 'regular-file' },
    ]);
    expect(value(await jail.root.readLink('link'))).toBe('a');
    expect(code(await jail.root.readLink('a'))).toBe('invalid');
    await using d = asDirectory(value(await jail.root.open('d', flags())));
    expect(code(await jail.root.rename('link', d, 'moved'))).toBe('ok');
    expect(code(await jail.root.rename('a', d, 'moved'))).toBe('ok');
    expect(await textOf(d, 'moved')).toBe('a');
    expect(code(await jail.root.rename('b/', jail.root, 'c'))).toBe('not-directory');
    expect(code(await jail.root.rename('d', jail.root, 'd/below'))).toBe('invalid');
    expect(code(await jail.root.rename('none', jail.root, 'c'))).toBe('no-entry');
    expect(code(await jail.root.remove('d', true))).toBe('not-empty');
    expect(code(await jail.root.remove('d', false))).toBe('is-directory');
    expect(code(await jail.root.remove('b/', false))).toBe('not-directory');
    expect(code(await jail.root.remove('b', true))).toBe('not-directory');
    expect(code(await jail.root.remove('d/.', true))).toBe('invalid');
    expect(code(await jail.root.remove('b', false))).toBe('ok');
    expect(code(await d.remove('moved', false))).toBe('ok');
    expect(code(await jail.root.remove('d/', true))).toBe('ok');
    const gone = await d.list();
    expect(gone.ok ? gone.value : gone.error).toEqual(mechanism === 'walk' ? [] : 'no-entry');
    expect(code(await jail.root.sync())).toBe('ok');
    expect(readdirSync(jail.inside).toSorted()).toEqual(['B', '\u00e9']);
  });

  it('leaves out names that are no UTF-8', async () => {
    writeFileSync(Buffer.concat([Buffer.from(join(jail.inside, 'x')), Buffer.from([0xff])]), '');
    expect(value(await jail.root.list())).toEqual([]);
  });

  it('sets times of a file, a path and a link itself', async () => {
    writeFileSync(join(jail.inside, 'f'), '');
    symlinkSync('f', join(jail.inside, 'link'));
    const [early, late] = ['1000000000000000000', '1700000000500000000'];
    expect(code(await jail.root.setTimesAt('link', false, { accessed: early, modified: early }))).toBe('ok');
    expect(code(await jail.root.setTimesAt('link', true, { accessed: late, modified: late }))).toBe('ok');
    expect(value(await jail.root.statAt('link', false)).modifiedNanos).toBe(early);
    expect(value(await jail.root.statAt('link', true))).toMatchObject({
      modifiedNanos: late,
      accessedNanos: late,
    });
    await using file = asFile(value(await jail.root.open('f', flags({ write: true }))));
    expect(code(await file.setTimes({ modified: early }))).toBe('ok');
    expect(value(await file.stat())).toMatchObject({ modifiedNanos: early, accessedNanos: late });
    expect(code(await file.setTimes({ modified: 'now' }))).toBe('ok');
    expect(BigInt(value(await file.stat()).modifiedNanos)).toBeGreaterThan(BigInt(late));
    expect(code(await file.setTimes({ modified: '-1' }))).toBe('invalid');
    expect(code(await jail.root.setTimesAt('none', true, {}))).toBe('no-entry');
  });

  it('answers read-only to every change of a read-only root', async () => {
    writeFileSync(join(jail.inside, 'f'), 'kept');
    mkdirSync(join(jail.inside, 'd'));
    const root = await jail.reopen({ writable: false });
    await using file = asFile(value(await root.open('f', flags())));
    const changes = [
      root.open('f', flags({ truncate: true })),
      root.open('new', CREATE),
      root.open('f', flags({ create: true })),
      root.open('f', flags({ write: true })),
      file.write('end', bytes('x')),
      file.setSize(0),
      file.setTimes({ modified: 'now' }),
      root.setTimesAt('f', true, { modified: 'now' }),
      root.rename('f', root, 'g'),
      root.remove('f', false),
      root.remove('d', true),
      root.makeDirectory('e'),
    ];
    for (const change of changes) expect(code(await change)).toBe('read-only');
    expect(await textOf(root, 'f')).toBe('kept');
    expect(readdirSync(jail.inside).toSorted()).toEqual(['d', 'f']);
  });

  it('refuses to rename between a read-only and a writable root, and between two roots at all', async () => {
    writeFileSync(join(jail.inside, 'f'), 'x');
    await using other = value(
      await createFileJail({ mechanism, temporary: '' }).open({ hostPath: jail.outside, writable: false }),
    );
    expect(code(await jail.root.rename('f', other, 'f'))).toBe('read-only');
    expect(code(await other.rename('secret', jail.root, 'secret'))).toBe('read-only');
    await using writable = value(
      await createFileJail({ mechanism, temporary: '' }).open({ hostPath: jail.outside, writable: true }),
    );
    expect(code(await writable.rename('secret', jail.root, 'secret'))).toBe('cross-device');
  });

  it('has no way to make a link', () => {
    expect(Object.keys(jail.root).filter((name) => /link/i.test(name))).toEqual(['readLink']);
  });

  it('refuses a terabyte', async () => {
    await using file = asFile(value(await jail.root.open('f', CREATE)));
    expect(code(await file.setSize(2 ** 40))).toBe('file-too-large');
    expect(code(await file.write(2 ** 40, bytes('x')))).toBe('file-too-large');
    expect(value(await file.stat()).size).toBe(0);
  });

  it('refuses the use of what was closed, and closes twice without harm', async () => {
    const file = asFile(value(await jail.root.open('f', CREATE)));
    const root = await jail.reopen({});
    for (const node of [file, file, root, root]) await node[Symbol.asyncDispose]();
    for (const result of [
      file.read(0, 1),
      file.write(0, bytes('x')),
      file.stat(),
      file.sync(),
      root.list(),
      root.sync(),
      root.open('f', flags()),
    ]) {
      expect(code(await result)).toBe('bad-descriptor');
    }
  });

  it('does not write through a file that was opened for reading', async () => {
    writeFileSync(join(jail.inside, 'f'), 'x');
    await using file = asFile(value(await jail.root.open('f', flags())));
    expect(code(await file.write(0, bytes('y')))).toBe('bad-descriptor');
    expect(code(await file.setSize(0))).toBe('bad-descriptor');
  });

  it('says when a root is not there, and leaves no descriptor behind', async () => {
    expect(
      code(
        await createFileJail({ mechanism, temporary: '' }).open({
          hostPath: join(jail.inside, 'none'),
          writable: true,
        }),
      ),
    ).toBe('no-entry');
    const before = readdirSync('/proc/self/fd').length;
    for (const path of ['none', 'a/b/c', '../x', 'x/../../y', '.', './.']) {
      await jail.root.statAt(path, true);
      await openCode(jail.root, path);
      await jail.root.remove(path, false);
    }
    expect(readdirSync('/proc/self/fd').length).toBe(before);
    expect(existsSync(jail.inside)).toBe(true);
  });
});

describeJail('a quota', (mechanism) => {
  let jail: JailFixture;
  beforeEach(async () => {
    jail = await openFixture(mechanism);
  });
  afterEach(() => jail[Symbol.asyncDispose]());
  const quota = { maxBytes: 100, maxFiles: 3 };
  it('bounds bytes, however they are written, and gives back what is freed', async () => {
    const root = await jail.reopen({ quota });
    await using file = asFile(value(await root.open('f', CREATE)));
    expect(code(await file.write(0, new Uint8Array(101)))).toBe('quota');
    expect(code(await file.setSize(101))).toBe('quota');
    expect(code(await file.write(100, bytes('x')))).toBe('quota');
    expect(code(await file.write(0, new Uint8Array(100)))).toBe('ok');
    expect(code(await file.write('end', bytes('x')))).toBe('quota');
    expect(code(await file.write(50, new Uint8Array(50)))).toBe('ok');
    expect(code(await file.setSize(10))).toBe('ok');
    await using other = asFile(value(await root.open('g', CREATE)));
    expect(code(await other.write(0, new Uint8Array(91)))).toBe('quota');
    expect(code(await other.write(0, new Uint8Array(90)))).toBe('ok');
    expect(await openCode(root, 'f', { truncate: true, write: true })).toBe('ok');
    expect(code(await other.write('end', new Uint8Array(10)))).toBe('ok');
  });
  it('counts a removed file until it is closed', async () => {
    const root = await jail.reopen({ quota });
    const held = asFile(value(await root.open('f', CREATE)));
    value(await held.write(0, new Uint8Array(100)));
    expect(code(await root.remove('f', false))).toBe('ok');
    await using other = asFile(value(await root.open('g', CREATE)));
    expect(code(await other.write(0, bytes('x')))).toBe('quota');
    await held[Symbol.asyncDispose]();
    expect(code(await other.write(0, new Uint8Array(100)))).toBe('ok');
  });
  it('bounds entries, and counts what was there before and what is replaced', async () => {
    writeFileSync(join(jail.inside, 'old'), Buffer.alloc(60));
    mkdirSync(join(jail.inside, 'd'));
    const root = await jail.reopen({ quota });
    expect(await openCode(root, 'new', CREATE)).toBe('ok');
    expect(await openCode(root, 'more', CREATE)).toBe('quota');
    expect(code(await root.makeDirectory('e'))).toBe('quota');
    await using file = asFile(value(await root.open('new', flags({ write: true }))));
    expect(code(await file.write(0, new Uint8Array(41)))).toBe('quota');
    expect(code(await root.rename('new', root, 'old'))).toBe('ok');
    expect(code(await file.write(0, new Uint8Array(100)))).toBe('ok');
    expect(code(await root.makeDirectory('e'))).toBe('ok');
    expect(code(await root.remove('e', true))).toBe('ok');
    expect(code(await root.makeDirectory('d/e'))).toBe('ok');
  });
});
