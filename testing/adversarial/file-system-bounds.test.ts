import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
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

const megabyte = 1024 ** 2;
const terabyte = 1024 ** 4;
const create = { 'open-flags': 1, flags: 2 };

/** `pnpm test:adversarial` makes the number of the catalogue, 10^5; among all tests a fifth of it. */
const opens = Number(process.env['KAMI_OPENED_FILES'] ?? 20_000);

/** The private folder of the tool on the host. */
const privateFolder = (): string => join(ground.home.path, 'data', 'test.guests.fs-probe');

describe('bounds of files', () => {
  it('case 22: a private folder holds its bytes and files, and no more', { timeout: 120_000 }, async () => {
    const own = { root: '/data' };
    const quota = { error: 'quota' };
    expect(await ground.probe({ ...own, op: 'set-size', path: 'a', size: megabyte, ...create })).toEqual({
      ok: true,
    });
    expect(await ground.probe({ ...own, op: 'write', path: 'b', data: 'x' })).toEqual(quota);
    expect(await ground.probe({ ...own, op: 'set-size', path: 'a', size: megabyte + 1 })).toEqual(quota);
    const past = { op: 'write', path: 'a', data: 'x', 'open-flags': 0 };
    expect(await ground.probe({ ...own, ...past, offset: megabyte })).toEqual(quota);
    const { answer, told } = await ground.attempt({ ...own, op: 'append', path: 'a', data: 'x' });
    expect(answer).toBeUndefined();
    expect(told).toContain('fs.quota');
    expect(statSync(join(privateFolder(), 'a')).size).toBe(megabyte);
    expect(statSync(join(privateFolder(), 'b')).size).toBe(0);
    expect(await ground.denials()).toContainEqual({ what: 'to write /data/b', rule: 'fs.quota' });
    expect(await ground.probe({ ...own, op: 'unlink', path: 'a' })).toEqual({ ok: true });
    expect(await ground.probe({ ...own, op: 'write', path: 'b', data: 'x' })).toMatchObject({ ok: true });
    expect(await ground.probe({ ...own, op: 'fill-folder' })).toEqual({ error: 'quota', count: 9999 });
    for (const op of ['mkdir', 'write'])
      expect(await ground.probe({ ...own, op, path: 'one-more', data: '' })).toEqual(quota);
    expect(readdirSync(privateFolder())).toHaveLength(10_000);
    expect(await ground.denials()).toContainEqual({ what: 'to open /data/9999', rule: 'fs.quota' });
  });

  it('case 23: opened files end at the cap of handles', { timeout: 120_000 }, async () => {
    const descriptors = (): number => readdirSync(`/proc/${ground.serverPid}/fd`).length;
    const before = descriptors();
    const answer = await ground.probe({ op: 'exhaust', path: 'file', size: opens });
    expect(answer).toEqual({ error: 'insufficient-memory', count: 1024 });
    expect(await ground.denials()).toEqual([{ what: 'to open /mnt/work/file', rule: 'fs.open-handles' }]);
    expect(descriptors()).toBeLessThan(before + 20);
    expect(await ground.probe({ op: 'read', path: 'file' })).toEqual({ ok: true, data: 'i file' });
  });

  it('case 24: a file is not made a terabyte long', async () => {
    const path = 'long';
    writeFileSync(join(ground.work, path), 'i file');
    const before = snapshotTree(ground.work);
    expect(await ground.probe({ op: 'set-size', path, size: terabyte })).toEqual({ error: 'file-too-large' });
    const far = { op: 'write', path, data: 'x', 'open-flags': 0, offset: terabyte };
    expect(await ground.probe(far)).toEqual({ error: 'file-too-large' });
    const beyond = { op: 'set-size', path, size: 2 ** 62 };
    expect(await ground.probe(beyond)).toEqual({ error: 'file-too-large' });
    expect(snapshotTree(ground.work)).toEqual(before);
    expect(await ground.denials()).toEqual([
      { what: 'to set the size of /mnt/work/long', rule: 'fs.file-size' },
      { what: 'to write /mnt/work/long', rule: 'fs.file-size' },
      { what: 'to set the size of /mnt/work/long', rule: 'fs.file-size' },
    ]);
  });

  it('case 25: a handle that was dropped, or never given, is a trap', async () => {
    for (const args of [{ op: 'use-dropped', path: 'file' }, { op: 'foreign' }]) {
      const { answer, told } = await ground.attempt(args);
      expect(answer).toBeUndefined();
      expect(told).toContain('trapped');
    }
    expect(await ground.denials()).toEqual([]);
    expect(existsSync(join(ground.work, 'file'))).toBe(true);
    expect(await ground.probe({ op: 'read', path: 'file' })).toEqual({ ok: true, data: 'i file' });
  });
});
