import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openSqliteHome } from '@kami/store-sqlite';
import { APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION } from '../../src/schema/migrations.ts';
import { temporaryHome } from '../temporary-home.ts';

const WRITING_PROCESS = fileURLToPath(new URL('../writing-process.ts', import.meta.url));

function makeOldDatabase(path: string): void {
  const database = new Database(path);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec(MIGRATIONS[0] ?? '');
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1`);
  database.close();
}

describe('processes that open an older database at once', () => {
  it('bring it forward once, and all of them write', async () => {
    using folder = temporaryHome();
    makeOldDatabase(folder.path);
    const exits = await Promise.all(
      ['a', 'b', 'c'].map(async (label) => {
        const child = spawn(process.execPath, [WRITING_PROCESS, folder.path, label, '1'], {
          stdio: 'ignore',
        });
        await once(child, 'exit');
        return child.exitCode;
      }),
    );
    expect(exits).toEqual([0, 0, 0]);
    expect(readdirSync(join(folder.folder, 'backups'))).toHaveLength(SCHEMA_VERSION - 1);
    const database = new Database(folder.path, { readonly: true });
    expect(database.prepare('SELECT count(*) FROM installations').pluck().get()).toBe(3);
    database.close();
  });

  it('say that another may be doing it, when that takes longer than they wait', async () => {
    using folder = temporaryHome();
    makeOldDatabase(folder.path);
    const other = new Database(folder.path);
    other.exec('BEGIN IMMEDIATE');
    const opened = await openSqliteHome(folder.path, { writer: { kind: 'inline' }, busyTimeoutMs: 50 });
    other.exec('COMMIT');
    other.close();
    expect(opened).toMatchObject({
      ok: false,
      error: {
        code: 'KAMI_STORE_FAILED',
        message: expect.stringContaining('may be bringing it forward') as string,
      },
    });
  });
});
