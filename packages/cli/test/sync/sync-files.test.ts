import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatLock } from '@kami/registry';
import { sampleLock } from '../../../registry/test/declaration/sample-lock.ts';
import { valueOf } from '../../../registry/test/sample-tool.ts';
import { readSyncFiles, syncPaths, writeLock } from '../../src/sync/sync-files.ts';

let folder = '';
const lockText = formatLock([sampleLock('notes')]);
const paths = () => syncPaths(join(folder, 'kami.toml'));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kami-sync-'));
  writeFileSync(paths().declaration, '[[tools]]\nname = "notes"\nsource = "./notes"\n');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('syncPaths', () => {
  it('has the lock beside the file, under its name', () => {
    expect(syncPaths('/team/kami.toml')).toEqual({
      declaration: '/team/kami.toml',
      lock: '/team/kami.lock',
      folder: '/team',
    });
    expect(syncPaths('/team/ci').lock).toBe('/team/ci.lock');
  });
});

describe('readSyncFiles', () => {
  it('reads a declaration with its lock or without', () => {
    expect(readSyncFiles(paths())).toMatchObject({ value: { declaration: { tools: [{ name: 'notes' }] } } });
    expect(valueOf(readSyncFiles(paths())).lock).toBeUndefined();
    writeFileSync(paths().lock, lockText);
    expect(valueOf(readSyncFiles(paths())).lock?.tools).toEqual([sampleLock('notes')]);
  });

  it('says how to come by a file that is not there', () => {
    expect(readSyncFiles(syncPaths(join(folder, 'none.toml')))).toMatchObject({
      ok: false,
      error: {
        code: 'KAMI_SOURCE_UNREADABLE',
        hint: expect.stringContaining('kami export none.toml') as string,
      },
    });
  });

  it.each([
    ['kami.lock', 'form = 1\nx = 1', 'kami.lock:2:1'],
    ['kami.toml', 'x = 1', 'kami.toml:1:1'],
    ['kami.toml', Buffer.from([0xff]), 'not UTF-8'],
  ])('refuses a %s of %j', (name, text, words) => {
    writeFileSync(join(folder, name), text);
    expect(readSyncFiles(paths())).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining(words) as string },
    });
  });
});

describe('writeLock', () => {
  it('writes a new one and replaces the one that was read', () => {
    const files = valueOf(readSyncFiles(paths()));
    valueOf(writeLock(files, lockText));
    expect(readFileSync(files.paths.lock, 'utf8')).toBe(lockText);
    valueOf(writeLock(valueOf(readSyncFiles(paths())), formatLock([])));
    expect(readFileSync(files.paths.lock, 'utf8')).toBe(formatLock([]));
  });

  it('leaves one that another process wrote meanwhile, unless it says the same', () => {
    const files = valueOf(readSyncFiles(paths()));
    writeFileSync(files.paths.lock, lockText);
    expect(writeLock(files, lockText)).toEqual({ ok: true, value: undefined });
    expect(writeLock(files, formatLock([]))).toMatchObject({ ok: false, error: { code: 'KAMI_CONFLICT' } });
    expect(readFileSync(files.paths.lock, 'utf8')).toBe(lockText);
  });
});
