import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adoptFiles, createHomeFiles } from '@kami/host-node/upkeep';
import type { HomeFile } from '@kami/runtime';
import { createFileComponentStore } from '../../src/component-store/file-component-store.ts';
import { sha256 } from '../../src/component-store/sha256.ts';

const HOUR_MS = 3_600_000;
const digest = sha256(Uint8Array.of(1));
let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kami-home-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function put(path: string, hoursAgo = 2): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'x');
  const time = new Date(Date.now() - hoursAgo * HOUR_MS);
  utimesSync(file, time, time);
}

async function list(): Promise<readonly HomeFile[]> {
  const listed = await createHomeFiles(root).list();
  if (!listed.ok) throw new Error(listed.error.message);
  return listed.value;
}

describe('createHomeFiles: list', () => {
  it('leaves what a person keeps beside the copies, and the log of a damaged database as long as that', async () => {
    put('backups/mine.tar', 9000);
    put('backups/mine.db', 9000);
    for (const part of ['', '-wal', '-shm']) put(`backups/damaged-20260101T000000000Z.db${part}`, 2);
    put('backups/damaged-20250101T000000000Z.db-wal', 2);
    expect((await list()).map(({ kind, name }) => [kind, name])).toEqual([
      ['unfinished', 'damaged-20250101T000000000Z.db-wal'],
      ['kept-copy', 'damaged-20260101T000000000Z.db'],
    ]);
  });

  it('tells every file by its kind, and nothing of what is not to be collected', async () => {
    put(`store/sha256/${digest}/component.wasm`);
    put(`store/sha256/${digest}/prepared-1.bin`);
    put(`store/sha256/${digest}/.a.tmp`);
    put('tmp/files-999999999-abc/deep/file');
    put(`tmp/restore-${process.pid}-abc/file`);
    put('backups/schema-1-x.db');
    put('backups/schema-1-x.db.a.tmp');
    put('kami.db.new-999999999-1');
    put('data/dev.example.notes/file');
    for (const kept of ['kami.db', 'config.toml', 'secrets/KEY.json', 'data/.locks/a', 'store/other/x'])
      put(kept);
    const kinds = (await list()).map(({ kind, name, inUse }) => [kind, name, inUse]);
    expect(kinds).toEqual([
      ['unfinished', `${digest}/.a.tmp`, false],
      ['component', digest, false],
      ['prepared', `${digest}/prepared-1.bin`, false],
      ['temporary', 'files-999999999-abc', false],
      ['temporary', `restore-${process.pid}-abc`, true],
      ['private-folder', 'dev.example.notes', false],
      ['kept-copy', 'schema-1-x.db', false],
      ['unfinished', 'schema-1-x.db.a.tmp', false],
      ['unfinished', 'kami.db.new-999999999-1', false],
    ]);
  });

  it('of a home that is not there is empty', async () => {
    rmSync(root, { recursive: true });
    expect(await list()).toEqual([]);
  });
});

describe('createHomeFiles: collect', () => {
  it('deletes a file with its empty folder, and a temporary folder with all in it', async () => {
    put(`store/sha256/${digest}/component.wasm`);
    put('tmp/files-999999999-abc/deep/file');
    const time = new Date(Date.now() - 2 * HOUR_MS);
    utimesSync(join(root, 'tmp/files-999999999-abc'), time, time);
    for (const file of await list())
      expect(await createHomeFiles(root).collect(file, HOUR_MS)).toEqual({ ok: true, value: true });
    expect(readdirSync(join(root, 'store/sha256'))).toEqual([]);
    expect(readdirSync(join(root, 'tmp'))).toEqual([]);
  });

  it('keeps a component that an installation took into use since it was listed', async () => {
    const store = createFileComponentStore(join(root, 'store'));
    await store.putComponent(digest, Uint8Array.of(1));
    const path = join(root, 'store', 'sha256', digest, 'component.wasm');
    const time = new Date(Date.now() - 2 * HOUR_MS);
    utimesSync(path, time, time);
    const [file] = await list();
    if (file === undefined) throw new Error('nothing is listed');
    await store.putComponent(digest, Uint8Array.of(1));
    expect(await createHomeFiles(root).collect(file, HOUR_MS)).toEqual({ ok: true, value: false });
    expect((await store.readComponent(digest)).ok).toBe(true);
    expect(readdirSync(dirname(path))).toEqual(['component.wasm']);
  });

  it('has nothing to do where another process was first', async () => {
    put(`store/sha256/${digest}/component.wasm`);
    const [file] = await list();
    if (file === undefined) throw new Error('nothing is listed');
    rmSync(join(root, 'store'), { recursive: true });
    expect(await createHomeFiles(root).collect(file, HOUR_MS)).toEqual({ ok: true, value: false });
  });
});

describe('adoptFiles', () => {
  it('puts stored files in, keeps the home’s own secrets, and leaves what is there', async () => {
    const unpacked = join(root, 'unpacked');
    for (const path of [`store/sha256/${digest}/component.wasm`, 'secrets/OLD.json', 'secrets/NEW.json'])
      put(`unpacked/${path}`);
    put('home/secrets/OLD.json');
    put('home/data/dev.example.notes/file');
    const files = ['secrets/NEW.json', 'secrets/OLD.json', `store/sha256/${digest}/component.wasm`];
    const kept = await adoptFiles(
      unpacked,
      join(root, 'home'),
      files.map((path) => ({ path, digest })),
    );
    expect(kept).toEqual({ ok: true, value: ['secrets/OLD.json'] });
    for (const path of [...files, 'data/dev.example.notes/file'])
      expect(existsSync(join(root, 'home', path)), path).toBe(true);
  });
});
