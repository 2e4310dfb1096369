import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { copyDatabase } from '../../src/schema/copy-database.ts';
import { createDatabase } from '../../src/schema/migrate.ts';
import { temporaryHome } from '../temporary-home.ts';

describe('copyDatabase', () => {
  it('copies what is committed while another writes, for its owner only, and leaves nothing else', () => {
    using folder = temporaryHome();
    createDatabase(folder.path);
    const writing = new Database(folder.path);
    writing.exec("UPDATE meta SET value = 7 WHERE key = 'revision'");
    writing.exec("BEGIN IMMEDIATE; UPDATE meta SET value = 8 WHERE key = 'revision'");
    const copy = join(folder.folder, 'copies', 'copy.db');
    copyDatabase(folder.path, copy);
    writing.exec('COMMIT');
    writing.close();
    expect(readdirSync(join(folder.folder, 'copies'))).toEqual(['copy.db']);
    expect(statSync(copy).mode & 0o077).toBe(0);
    const read = new Database(copy, { readonly: true });
    expect(read.prepare('SELECT value FROM meta').pluck().get()).toBe(7);
    expect(read.pragma('journal_mode', { simple: true })).toBe('wal');
    read.close();
  });

  it('leaves nothing where it cannot copy', () => {
    using folder = temporaryHome();
    expect(() => copyDatabase(folder.path, join(folder.folder, 'copy.db'))).toThrow();
    expect(readdirSync(folder.folder)).toEqual([]);
  });
});
