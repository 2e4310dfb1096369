import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { type FileGround, openFileGround } from './file-ground.ts';
import { snapshotTree } from './tree-snapshot.ts';

let ground: FileGround;

beforeAll(async () => {
  ground = await openFileGround();
});

afterEach(() => {
  ground.expectOutsideUntouched();
});

afterAll(async () => ground[Symbol.asyncDispose]());

const look = '/mnt/look';
const flags = { read: 1, write: 2 };
const openFlags = { create: 1, exclusive: 4, truncate: 8 };
const grant = 'kami grant fs-probe fs=look=:rw';

describe('what a folder was lent for', () => {
  it('case 16: a folder lent for reading is changed by nothing', async () => {
    const before = snapshotTree(ground.look);
    const attempts: object[] = [
      { op: 'open', path: 'file', flags: flags.read, 'open-flags': openFlags.truncate },
      { op: 'open', path: 'new', flags: flags.read, 'open-flags': openFlags.create },
      { op: 'open', path: 'new', flags: flags.read, 'open-flags': openFlags.create + openFlags.exclusive },
      { op: 'open', path: 'file', flags: flags.read + flags.write },
      { op: 'write', path: 'file', data: 'x' },
      { op: 'write', path: 'new', data: 'x' },
      { op: 'write-stream', path: 'file', data: 'x', 'open-flags': 0 },
      { op: 'append', path: 'file', data: 'x' },
      { op: 'set-size', path: 'file', size: 0 },
      { op: 'set-size', path: 'file', flags: flags.read, size: 0 },
      { op: 'set-times', path: 'file' },
      { op: 'set-times', path: 'file', flags: flags.read },
      { op: 'rename', path: 'file', to: 'renamed' },
      { op: 'unlink', path: 'file' },
      { op: 'rmdir', path: 'folder' },
      { op: 'mkdir', path: 'new' },
    ];
    for (const attempt of attempts)
      expect(await ground.probe({ root: look, ...attempt }), JSON.stringify(attempt)).toEqual({
        error: 'read-only',
      });
    for (const op of ['write', 'append']) {
      const answer = await ground.probe({ op, root: look, path: 'file', flags: flags.read, 'open-flags': 0 });
      expect(answer).toEqual({ error: 'bad-descriptor' });
    }
    expect(snapshotTree(ground.look)).toEqual(before);
    const denials = await ground.denials();
    expect(denials).toHaveLength(attempts.length);
    for (const [did, path] of [
      ['to open', '/mnt/look/file'],
      ['to make the directory', '/mnt/look/new'],
      ['to set the size of', '/mnt/look/file'],
    ] as const)
      expect(denials).toContainEqual({ what: `${did} ${path}`, rule: 'fs.read-only', grant });
    expect(new Set(denials.map(({ grant: command }) => command))).toEqual(new Set([grant]));
    await ground.home.must(grant.split(' ').slice(1));
    expect(await ground.probe({ op: 'write', root: look, path: 'granted', data: 'x' })).toMatchObject({
      ok: true,
    });
    expect(readFileSync(join(ground.look, 'granted'), 'utf8')).toBe('x');
    await ground.home.must(['grant', 'fs-probe', 'fs=look=:ro']);
    expect(await ground.probe({ op: 'unlink', root: look, path: 'granted' })).toEqual({ error: 'read-only' });
    await ground.denials();
  });

  it('case 17: nothing is renamed or linked from one folder into another', async () => {
    const before = [snapshotTree(ground.look), snapshotTree(ground.work)];
    const work = '/mnt/work';
    const move = async (root: string, toRoot: string) =>
      ground.probe({ op: 'rename', root, path: 'file', 'to-root': toRoot, to: 'taken' });
    expect(await move(look, work)).toEqual({ error: 'read-only' });
    expect(await move(work, look)).toEqual({ error: 'read-only' });
    expect(await move(work, '/data')).toEqual({ error: 'cross-device' });
    expect(await move('/data', work)).toEqual({ error: 'cross-device' });
    for (const [root, toRoot] of [
      [look, work],
      [work, look],
      [work, '/data'],
    ])
      expect(await ground.probe({ op: 'link', root, path: 'file', 'to-root': toRoot, to: 'taken' })).toEqual({
        error: 'not-permitted',
      });
    expect([snapshotTree(ground.look), snapshotTree(ground.work)]).toEqual(before);
    expect(await ground.denials()).toEqual([
      { what: 'to rename /mnt/look/file to /mnt/work/taken', rule: 'fs.read-only' },
      { what: 'to rename /mnt/work/file to /mnt/look/taken', rule: 'fs.read-only' },
      { what: 'to rename /mnt/work/file to /data/taken', rule: 'fs.one-folder' },
      { what: 'to rename /data/file to /mnt/work/taken', rule: 'fs.one-folder' },
      { what: 'to make the link taken', rule: 'fs.no-links' },
      { what: 'to make the link taken', rule: 'fs.no-links' },
      { what: 'to make the link taken', rule: 'fs.no-links' },
    ]);
  });
});
