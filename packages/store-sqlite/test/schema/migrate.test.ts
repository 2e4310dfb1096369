import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { InstalledTool } from '@kami/registry';
import { createDatabase, migrate } from '../../src/schema/migrate.ts';
import { APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION } from '../../src/schema/migrations.ts';
import { writeInstallation } from '../../src/row/installation-row.ts';
import { sampleTool } from '../../../registry/test/sample-tool.ts';
import { temporaryHome } from '../temporary-home.ts';

function insertRow(database: Database.Database, tool: InstalledTool): void {
  const row = writeInstallation(tool);
  const known = database.prepare("SELECT name FROM pragma_table_info('installations')").pluck().all();
  const columns = Object.keys(row).filter((column) => known.includes(column));
  const values = columns.map((column) => `@${column}`);
  database
    .prepare(`INSERT INTO installations (${columns.join(', ')}) VALUES (${values.join(', ')})`)
    .run(row);
}

/** The rows that the index of words has for a text that every tool has. */
function indexed(database: Database.Database): readonly unknown[] {
  const sql = 'SELECT rowid FROM tool_text WHERE tool_text MATCH \'"dev.example"\' ORDER BY rowid';
  return database.prepare(sql).pluck().all();
}

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

  it('lists the tools that a database without lists has: of each the active version, else the held one', () => {
    using folder = temporaryHome();
    const database = new Database(folder.path);
    for (const script of MIGRATIONS.slice(0, 3)) database.exec(script);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 3`);
    const tools = [
      sampleTool(),
      sampleTool({ version: '2.0.0', digest: 'b', state: 'held' }),
      sampleTool({ id: 'dev.example.csv', name: 'csv', state: 'held' }),
    ];
    for (const tool of tools) insertRow(database, tool);
    migrate(database, folder.path);
    const listed = database.prepare('SELECT name, version, state FROM listed_tools ORDER BY name').raw();
    expect(listed.all()).toEqual([
      ['csv', '1.0.0', 'held'],
      ['notes', '1.0.0', 'active'],
    ]);
    const keys = database.prepare('SELECT key FROM listed_tools ORDER BY key').pluck();
    expect(indexed(database)).toEqual(keys.all());
    database.prepare("DELETE FROM installations WHERE version = '1.0.0'").run();
    expect(listed.all()).toEqual([['notes', '2.0.0', 'held']]);
    expect(indexed(database)).toEqual(keys.all());
    database.close();
  });

  it('keeps a copy before each step, of what the step starts from', () => {
    using folder = temporaryHome();
    const database = new Database(folder.path);
    database.exec(MIGRATIONS[0] ?? '');
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1`);
    migrate(database, folder.path);
    database.close();
    const kept = readdirSync(join(folder.folder, 'backups')).toSorted();
    const versions = kept.map((name) => {
      const copy = new Database(join(folder.folder, 'backups', name), { readonly: true });
      const version: unknown = copy.pragma('user_version', { simple: true });
      copy.close();
      return version;
    });
    expect(versions).toEqual(Array.from({ length: SCHEMA_VERSION - 1 }, (_none, index) => index + 1));
    expect(kept[0]).toMatch(/^schema-1-\d{8}T\d{9}Z\.db$/u);
  });

  it('leaves the database as it was where a step fails, or where no copy can be kept', () => {
    using folder = temporaryHome();
    const database = new Database(folder.path);
    database.exec(MIGRATIONS[0] ?? '');
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1`);
    const broken = [MIGRATIONS[0] ?? '', 'CREATE TABLE half (x); INSERT INTO nowhere VALUES (1)'];
    const full = (): never => {
      throw new Error('the disk is full');
    };
    expect(() => migrate(database, folder.path, broken)).toThrow('nowhere');
    expect(() => migrate(database, folder.path, MIGRATIONS, full)).toThrow('the disk is full');
    expect(database.pragma('user_version', { simple: true })).toBe(1);
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
    expect(tables).not.toContain('half');
    expect(tables).not.toContain('access_tokens');
    database.close();
  });

  it('makes strict tables only', () => {
    using folder = temporaryHome();
    createDatabase(folder.path);
    const database = new Database(folder.path);
    const tables = database.pragma('table_list') as readonly {
      readonly name: string;
      readonly type: string;
      readonly strict: number;
    }[];
    const own = tables.filter(({ name, type }) => type === 'table' && !name.startsWith('sqlite_'));
    expect(own.map(({ name }) => name).toSorted()).toEqual([
      'access_tokens',
      'earlier_versions',
      'event_payloads',
      'events',
      'examinations',
      'installations',
      'listed_tools',
      'meta',
    ]);
    expect(own.every(({ strict }) => strict === 1)).toBe(true);
    const index = tables.filter(({ type }) => type === 'virtual').map(({ name }) => name);
    expect(index).toEqual(['tool_text']);
    database.close();
  });
});
