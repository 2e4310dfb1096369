import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { bringForward, checkDatabase, copyTo, keepFormer, replaceDatabase } from '@kami/store-sqlite/upkeep';
import { sampleEvent, valueOf } from '../../../registry/test/sample-tool.ts';
import { APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION } from '../../src/schema/migrations.ts';
import { openHome, temporaryHome } from '../temporary-home.ts';
import { fillHome, soundTool } from './filled-home.ts';

describe('replaceDatabase', () => {
  it('is seen by a process that has the home open, which then writes into the restored one', async () => {
    using folder = temporaryHome();
    await fillHome(folder.path);
    const copy = join(folder.folder, 'copy.db');
    valueOf(copyTo(folder.path, copy));
    await using home = await openHome(folder.path);
    valueOf(await home.tools.install(soundTool({ id: 'dev.example.later', name: 'later' }), [sampleEvent()]));
    expect(valueOf(await home.tools.names())).toContain('later');
    const decidedOn = valueOf(await home.tools.revision());
    const restored = sampleEvent('home.restored');
    valueOf(await replaceDatabase(copy, folder.path, [restored]));
    expect(valueOf(await home.tools.names())).toEqual(['dev.example.notes', 'notes']);
    expect(valueOf(await home.tools.find({ nameOrId: 'later' }))).toBeUndefined();
    expect(valueOf(await home.events.read({ limit: 1 }))[0]?.eventId).toBe(restored.eventId);
    const stale = await home.tools.install(soundTool({ name: 'notes' }), [], decidedOn);
    expect(stale).toMatchObject({ ok: false, error: { code: 'KAMI_CONFLICT' } });
    valueOf(await home.tools.install(soundTool({ id: 'dev.example.new', name: 'new' }), [sampleEvent()]));
    expect(valueOf(await checkDatabase(folder.path))).toMatchObject({ findings: [], events: 5 });
  });

  it('brings back no token that was revoked since', async () => {
    using folder = temporaryHome();
    await fillHome(folder.path);
    const insert = 'INSERT INTO access_tokens VALUES (?, ?, ?, ?, ?, NULL, NULL)';
    const time = '2026-01-02T03:04:05.000000Z';
    const database = new Database(folder.path);
    for (const id of ['lost', 'good'])
      database.prepare(insert).run(id, id, 'a'.repeat(64), '["*"]', '2026-01-01T00:00:00.000000Z');
    const copy = join(folder.folder, 'copy.db');
    valueOf(copyTo(folder.path, copy));
    database.prepare('UPDATE access_tokens SET revoked_at = ? WHERE token_id = ?').run(time, 'lost');
    valueOf(await replaceDatabase(copy, folder.path, []));
    const rows = database.prepare('SELECT token_id, revoked_at FROM access_tokens ORDER BY token_id').raw();
    expect(rows.all()).toEqual([
      ['good', null],
      ['lost', time],
    ]);
    database.close();
  });

  it('changes nothing while another process holds the write lock', async () => {
    using folder = temporaryHome();
    await fillHome(folder.path);
    const copy = join(folder.folder, 'copy.db');
    valueOf(copyTo(folder.path, copy));
    await using home = await openHome(folder.path);
    valueOf(await home.tools.install(soundTool({ id: 'dev.example.later', name: 'later' }), [sampleEvent()]));
    const other = new Database(folder.path);
    other.exec('BEGIN IMMEDIATE');
    const refused = await replaceDatabase(copy, folder.path, [sampleEvent()], 50);
    other.exec('COMMIT');
    other.close();
    expect(refused).toMatchObject({ ok: false, error: { code: 'KAMI_STORE_FAILED' } });
    expect(valueOf(await home.tools.names())).toContain('later');
  });

  it('makes a database where there is none', async () => {
    using folder = temporaryHome();
    using empty = temporaryHome();
    await fillHome(folder.path);
    const copy = join(folder.folder, 'copy.db');
    valueOf(copyTo(folder.path, copy));
    valueOf(await replaceDatabase(copy, empty.path, []));
    await using home = await openHome(empty.path);
    expect(valueOf(await home.tools.names())).toContain('notes');
  });
});

describe('bringForward', () => {
  it('brings a copy to this schema and keeps nothing of before', () => {
    using folder = temporaryHome();
    const database = new Database(folder.path);
    database.exec(MIGRATIONS[0] ?? '');
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1`);
    database.close();
    valueOf(bringForward(folder.path));
    const after = new Database(folder.path);
    expect(after.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    after.close();
    expect(readdirSync(folder.folder)).not.toContain('backups');
  });
});

describe('keepFormer', () => {
  it('keeps a copy, moves what is too damaged to be copied, and has nothing to keep where nothing is', async () => {
    using folder = temporaryHome();
    expect(keepFormer(folder.path)).toEqual({ ok: true, value: undefined });
    await fillHome(folder.path);
    const copy = valueOf(keepFormer(folder.path)) ?? '';
    expect(valueOf(await checkDatabase(copy)).findings).toEqual([]);
    expect(existsSync(folder.path)).toBe(true);
    writeFileSync(folder.path, 'garbage');
    const moved = valueOf(keepFormer(folder.path)) ?? '';
    expect(readFileSync(moved, 'utf8')).toBe('garbage');
    expect(existsSync(folder.path)).toBe(false);
  });

  it('refuses a database of a newer KAMI', async () => {
    using folder = temporaryHome();
    await fillHome(folder.path);
    const database = new Database(folder.path);
    database.pragma('user_version = 99');
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
    expect(keepFormer(folder.path)).toMatchObject({ error: { code: 'KAMI_STORE_NEWER' } });
  });
});
