import { readdirSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createDatabase, migrate } from '../../src/schema/migrate.ts';
import { APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION } from '../../src/schema/migrations.ts';
import { temporaryHome } from '../temporary-home.ts';

describe('createDatabase', () => {
  it('makes one file with application id, version and WAL mode, and leaves no other', () => {
    using folder = temporaryHome();
    createDatabase(folder.path);
    expect(readdirSync(folder.folder)).toEqual(['kami.db']);
    const database = new Database(folder.path);
    expect(database.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
    expect(database.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    database.close();
  });

  it('leaves the file of a process that was first', () => {
    using folder = temporaryHome();
    createDatabase(folder.path);
    const first = new Database(folder.path);
    first.exec("UPDATE meta SET value = 7 WHERE key = 'revision'");
    createDatabase(folder.path);
    first.close();
    const database = new Database(folder.path);
    expect(database.prepare('SELECT value FROM meta').pluck().get()).toBe(7);
    database.close();
  });
});

describe('migrate', () => {
  it('does nothing to a database of this version', () => {
    using folder = temporaryHome();
    createDatabase(folder.path);
    const database = new Database(folder.path);
    const before = database.prepare('SELECT sql FROM sqlite_schema').all();
    migrate(database, folder.path);
    expect(database.prepare('SELECT sql FROM sqlite_schema').all()).toEqual(before);
    database.close();
  });

  it('brings a database of the first version up, with what is in it', () => {
    using folder = temporaryHome();
    const database = new Database(folder.path);
    database.exec(MIGRATIONS[0] ?? '');
    database.exec("UPDATE meta SET value = 7 WHERE key = 'revision'");
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1`);
    migrate(database, folder.path);
    expect(database.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    expect(database.prepare('SELECT value FROM meta').pluck().get()).toBe(7);
    expect(database.prepare('SELECT features FROM installations').all()).toEqual([]);
    database.close();
  });

  it('keeps the indexes that reads use, and no other', () => {
    using folder = temporaryHome();
    createDatabase(folder.path);
    const database = new Database(folder.path);
    const names = database.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'events'",
    );
    expect(names.pluck().all()).toEqual(['sqlite_autoindex_events_1', 'events_correlation', 'events_tool']);
    database.close();
  });

  it('makes strict tables only', () => {
    using folder = temporaryHome();
    createDatabase(folder.path);
    const database = new Database(folder.path);
    const tables = database.pragma('table_list') as readonly {
      readonly name: string;
      readonly strict: number;
    }[];
    const own = tables.filter(({ name }) => !name.startsWith('sqlite_'));
    expect(own.map(({ name }) => name).toSorted()).toEqual([
      'access_tokens',
      'earlier_versions',
      'event_payloads',
      'events',
      'examinations',
      'installations',
      'meta',
    ]);
    expect(own.every(({ strict }) => strict === 1)).toBe(true);
    database.close();
  });
});
