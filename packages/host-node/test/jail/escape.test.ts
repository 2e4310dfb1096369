import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFileJail } from '@kami/host-node';
import {
  CREATE,
  asDirectory,
  asFile,
  code,
  describeJail,
  flags,
  makeFifo,
  openCode,
  openFixture,
  textOf,
  value,
  type JailFixture,
} from './jail-fixture.ts';

describeJail('the file jail refuses what leads out', (mechanism) => {
  let jail: JailFixture;
  beforeEach(async () => {
    jail = await openFixture(mechanism);
  });
  afterEach(async () => {
    expect(readdirSync(jail.outside)).toEqual(['secret']);
    expect(readFileSync(join(jail.outside, 'secret'), 'utf8')).toBe('secret');
    await jail[Symbol.asyncDispose]();
  });
  it('refuses ../x', async () => {
    expect(await openCode(jail.root, '../outside/secret')).toBe('not-permitted');
    expect(code(await jail.root.statAt('../outside/secret', true))).toBe('not-permitted');
    expect(code(await jail.root.remove('../outside/secret', false))).toBe('not-permitted');
    expect(code(await jail.root.makeDirectory('../outside/new'))).toBe('not-permitted');
    expect(code(await jail.root.rename('../outside/secret', jail.root, 'x'))).toBe('not-permitted');
    expect(code(await jail.root.setTimesAt('../outside/secret', true, { modified: 'now' }))).toBe(
      'not-permitted',
    );
    expect(code(await jail.root.readLink('../outside/secret'))).toBe('not-permitted');
  });
  it('refuses a/../../x, and takes a/../x', async () => {
    mkdirSync(join(jail.inside, 'a'));
    writeFileSync(join(jail.inside, 'x'), 'x');
    expect(await openCode(jail.root, 'a/../../outside/secret')).toBe('not-permitted');
    expect(await openCode(jail.root, 'a/../x')).toBe('ok');
    expect(await openCode(jail.root, 'missing/../x')).toBe('no-entry');
  });
  it('refuses an absolute path', async () => {
    expect(await openCode(jail.root, '/etc/passwd')).toBe('not-permitted');
    expect(await openCode(jail.root, join(jail.outside, 'secret'))).toBe('not-permitted');
  });
  it('calls NUL in a path invalid', async () => {
    expect(await openCode(jail.root, 'a\0b')).toBe('invalid');
  });
  it('refuses a relative link out', async () => {
    symlinkSync('../outside/secret', join(jail.inside, 'link'));
    symlinkSync('../outside', join(jail.inside, 'folder'));
    for (const path of ['link', 'folder/secret', 'folder/'])
      expect(await openCode(jail.root, path)).toBe('not-permitted');
    expect(code(await jail.root.statAt('link', true))).toBe('not-permitted');
    expect(value(await jail.root.statAt('link', false)).type).toBe('symbolic-link');
  });
  it('refuses an absolute link, and does not tell where it leads', async () => {
    symlinkSync(join(jail.outside, 'secret'), join(jail.inside, 'link'));
    expect(await openCode(jail.root, 'link')).toBe('not-permitted');
    expect(code(await jail.root.readLink('link'))).toBe('not-permitted');
  });
  it('ends a link loop, and takes forty links', async () => {
    symlinkSync('b', join(jail.inside, 'a'));
    symlinkSync('a', join(jail.inside, 'b'));
    expect(await openCode(jail.root, 'a')).toBe('loop');
    writeFileSync(join(jail.inside, 'l0'), 'end');
    for (let n = 1; n <= 41; n++) symlinkSync(`l${n - 1}`, join(jail.inside, `l${n}`));
    expect(await textOf(jail.root, 'l40')).toBe('end');
    expect(await openCode(jail.root, 'l41')).toBe('loop');
  });
  it('refuses to create through a dangling link out', async () => {
    symlinkSync('../outside/new', join(jail.inside, 'link'));
    expect(await openCode(jail.root, 'link', CREATE)).toBe('not-permitted');
    symlinkSync('fresh', join(jail.inside, 'inner'));
    expect(await openCode(jail.root, 'inner', { ...CREATE, exclusive: true })).toBe('exist');
    expect(await openCode(jail.root, 'inner', CREATE)).toBe('ok');
    expect(existsSync(join(jail.inside, 'fresh'))).toBe(true);
  });
  it('refuses a link to /proc/self/root', async () => {
    symlinkSync('/proc/self/root', join(jail.inside, 'link'));
    expect(await openCode(jail.root, 'link/etc/passwd')).toBe('not-permitted');
  });
  // Only the walk is ever in a folder that others change: the other jail is in a private copy.
  const besideOthers = it.skipIf(mechanism === 'copy');
  besideOthers('keeps to the directory of a handle whose name is replaced by a link', async () => {
    mkdirSync(join(jail.inside, 'd'));
    writeFileSync(join(jail.inside, 'd', 'secret'), 'mine');
    await using held = asDirectory(value(await jail.root.open('d', flags({ directory: true }))));
    renameSync(join(jail.inside, 'd'), join(jail.inside, 'e'));
    symlinkSync('../outside', join(jail.inside, 'd'));
    expect(await textOf(held, 'secret')).toBe('mine');
    expect(await openCode(held, '../../outside/secret')).toBe('not-permitted');
    expect(await openCode(held, '../e/secret')).toBe('not-permitted');
  });
  it('refuses a lent folder that was replaced by a link, itself or above it', async () => {
    const lent = join(jail.inside, 'above', 'lent');
    mkdirSync(lent, { recursive: true });
    const open = () =>
      createFileJail({ mechanism, temporary: join(jail.inside, '..', 'tmp') }).open({
        hostPath: lent,
        lent: true,
        writable: false,
      });
    const opened = value(await open());
    await opened[Symbol.asyncDispose]();
    rmSync(lent, { recursive: true });
    symlinkSync(jail.outside, lent);
    expect(code(await open())).toBe('not-permitted');
    rmSync(dirname(lent), { recursive: true });
    mkdirSync(join(jail.inside, 'elsewhere', 'lent'), { recursive: true });
    symlinkSync('elsewhere', dirname(lent));
    expect(code(await open())).toBe('not-permitted');
  });

  it('refuses a FIFO and does not hang', async () => {
    makeFifo(join(jail.inside, 'fifo'));
    expect(await openCode(jail.root, 'fifo')).toBe('not-permitted');
    expect(await openCode(jail.root, 'fifo', { write: true })).toBe('not-permitted');
    expect(value(await jail.root.statAt('fifo', true)).type).toBe('fifo');
  });
  it('refuses a socket and a device', async () => {
    const server = createServer().listen(join(jail.inside, 'socket'));
    await once(server, 'listening');
    expect(await openCode(jail.root, 'socket')).toBe('not-permitted');
    server.close();
    await using devices = value(
      await createFileJail({ mechanism, temporary: '' }).open({ hostPath: '/dev', writable: true }),
    );
    expect(await openCode(devices, 'null')).toBe('not-permitted');
    expect(await openCode(devices, 'zero', { write: true })).toBe('not-permitted');
  });
  it('refuses to cross into another mount', async () => {
    await using host = value(
      await createFileJail({ mechanism, temporary: '' }).open({ hostPath: '/', writable: false }),
    );
    expect(await openCode(host, 'proc/self/status')).toBe('cross-device');
    expect(await openCode(host, 'proc', { directory: true })).toBe('cross-device');
    expect(code(await host.statAt('proc', false))).toBe('cross-device');
  });
  it('refuses long names and deep paths', async () => {
    expect(await openCode(jail.root, 'n'.repeat(256))).toBe('name-too-long');
    expect(await openCode(jail.root, '\u00e4'.repeat(128), CREATE)).toBe('name-too-long');
    expect(await openCode(jail.root, 'n'.repeat(255), CREATE)).toBe('ok');
    expect(await openCode(jail.root, 'd/'.repeat(10_000))).toBe('name-too-long');
    expect(await openCode(jail.root, 'd/'.repeat(1000))).toBe('name-too-long');
  });
  it('calls a lone surrogate invalid', async () => {
    expect(await openCode(jail.root, 'a\ud800')).toBe('invalid');
  });
  it('knows no aliases: another letter-case or Unicode form is another name', async () => {
    writeFileSync(join(jail.inside, '\u00e9'), 'composed');
    expect(await openCode(jail.root, '\u00e9')).toBe('ok');
    expect(await openCode(jail.root, 'e\u0301')).toBe('no-entry');
    writeFileSync(join(jail.inside, 'name'), '');
    expect(await openCode(jail.root, 'NAME')).toBe('no-entry');
  });

  besideOthers('leak nothing while a directory and a file are swapped for links', async () => {
    mkdirSync(join(jail.inside, 'd'));
    writeFileSync(join(jail.inside, 'd', 'secret'), 'mine');
    writeFileSync(join(jail.inside, 'f'), 'mine');
    const attacker = new Worker(
      `const fs = require('fs'); const { workerData: { inside }, parentPort } = require('worker_threads'); process.chdir;
       const at = (name) => inside + '/' + name;
       fs.symlinkSync('../outside', at('dl')); fs.symlinkSync('../outside/secret', at('fl'));
       parentPort.postMessage('ready');
       for (;;) for (const [real, link, spare] of [['d', 'dl', 'ds'], ['f', 'fl', 'fs']]) {
         fs.renameSync(at(real), at(spare)); fs.renameSync(at(link), at(real));
         fs.renameSync(at(real), at(link)); fs.renameSync(at(spare), at(real));
       }`,
      { eval: true, workerData: { inside: jail.inside } },
    );
    await once(attacker, 'message');
    const outcomes = new Map<string, number>();
    const count = (outcome: string): void => void outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    for (let round = 0; round < 8000; round++) {
      const opened = await jail.root.open(
        round % 2 === 0 ? 'd/secret' : 'f',
        flags({ write: round % 4 > 1 }),
      );
      if (!opened.ok) {
        count(opened.error);
        continue;
      }
      count(Buffer.from(value(await asFile(opened.value).read(0, 100))).toString());
      await opened.value[Symbol.asyncDispose]();
    }
    await attacker.terminate();
    expect(outcomes.get('mine')).toBeGreaterThan(0);
    expect(
      [...outcomes.keys()].filter(
        (outcome) => !['mine', 'no-entry', 'not-permitted', 'not-directory', 'busy'].includes(outcome),
      ),
    ).toEqual([]);
    expect(outcomes.get('not-permitted')).toBeGreaterThan(0);
    rmSync(join(jail.inside, 'd'), { recursive: true, force: true });
  });
});
