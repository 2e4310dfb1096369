import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openSqliteHome, type SqliteHome } from '@kami/store-sqlite';
import { type KamiError } from '@kami/types';
import { sampleEvent, sampleTool, valueOf } from '../../registry/test/sample-tool.ts';
import { openHome, temporaryHome, THREAD } from './temporary-home.ts';

const WRITING_PROCESS = fileURLToPath(new URL('./writing-process.ts', import.meta.url));

/** V8's own form of what the host forbids: code made of text. */
const HOST_FLAGS = ['--disallow-code-generation-from-strings'];

/** Every file of a folder with the hash of its content. */
function contents(folder: string): readonly string[] {
  return readdirSync(folder).map(
    (name) =>
      `${name} ${createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex')}`,
  );
}

async function refusal(path: string): Promise<KamiError> {
  const opened = await openSqliteHome(path, { writer: THREAD });
  if (!opened.ok) return opened.error;
  await opened.value.close();
  throw new Error('the database was opened');
}

/** A home with one tool, closed, all of it in the one file. */
async function homeWithTool(path: string): Promise<void> {
  const home = await openHome(path);
  valueOf(await home.tools.install(sampleTool(), [sampleEvent()]));
  await home.close();
  const database = new Database(path);
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

async function expectSound(home: SqliteHome, path: string): Promise<readonly string[]> {
  const database = new Database(path, { readonly: true });
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(database.pragma('foreign_key_check')).toEqual([]);
  const seqs: unknown = database.prepare('SELECT count(*) = coalesce(max(seq), 0) FROM events').pluck().get();
  expect(seqs).toBe(1);
  const installed: unknown = database
    .prepare("SELECT count(*) FROM events WHERE type = 'tool.installed'")
    .pluck()
    .get();
  database.close();
  const { tools } = valueOf(await home.tools.list({ limit: 1000 }));
  expect(installed).toBe(tools.length);
  return tools.map((tool) => tool.name);
}

describe('no database', () => {
  it.each([
    ['a zero-byte file', Buffer.alloc(0)],
    ['a short text', Buffer.from('hello')],
    ['garbage', Buffer.alloc(8192, 'garbage ')],
    ['a header with nothing behind it', Buffer.from('SQLite format 3\0')],
  ])('%s is refused, and not a byte of the folder changes', async (_, bytes) => {
    using folder = temporaryHome();
    writeFileSync(folder.path, bytes);
    const before = contents(folder.folder);
    expect(await refusal(folder.path)).toMatchObject({
      code: 'KAMI_STORE_CORRUPT',
      message: expect.stringContaining(folder.path) as string,
    });
    expect(contents(folder.folder)).toEqual(before);
  });

  it('a database of another program is refused and untouched', async () => {
    using folder = temporaryHome();
    const other = new Database(folder.path);
    other.exec('CREATE TABLE t (x)');
    other.close();
    const before = contents(folder.folder);
    expect((await refusal(folder.path)).code).toBe('KAMI_STORE_CORRUPT');
    expect(contents(folder.folder)).toEqual(before);
  });

  it('damaged pages are an error of the read that meets them', async () => {
    using folder = temporaryHome();
    await homeWithTool(folder.path);
    const bytes = readFileSync(folder.path);
    bytes.fill(0xa5, 4096);
    writeFileSync(folder.path, bytes);
    await using home = await openHome(folder.path);
    expect(await home.tools.find({ nameOrId: 'notes' })).toMatchObject({
      ok: false,
      error: { code: 'KAMI_STORE_CORRUPT' },
    });
  });

  it.each([
    [
      'permission',
      '{"net":[],"mounts":[{"name":"x","hostPath":1,"mode":"rw"}],"privateFolder":true,"env":[]}',
    ],
    ['permission', '{}'],
    ['manifest', '[]'],
    ['definitions', '[1]'],
    ['digest', 'zz'],
  ])('a row whose %s was tampered with is not believed', async (column, value) => {
    using folder = temporaryHome();
    await homeWithTool(folder.path);
    const database = new Database(folder.path);
    database.prepare(`UPDATE installations SET ${column} = ?`).run(value);
    database.close();
    await using home = await openHome(folder.path);
    expect(await home.tools.find({ nameOrId: 'notes' })).toMatchObject({
      ok: false,
      error: { code: 'KAMI_STORE_CORRUPT' },
    });
  });
});

describe('a newer schema', () => {
  it('is refused, and nothing is written', async () => {
    using folder = temporaryHome();
    await homeWithTool(folder.path);
    const database = new Database(folder.path);
    database.pragma('user_version = 99');
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
    const before = contents(folder.folder);
    expect((await refusal(folder.path)).code).toBe('KAMI_STORE_NEWER');
    expect(contents(folder.folder)).toEqual(before);
  });

  it('is refused also while its version is in the write-ahead log only, and by a write', async () => {
    using folder = temporaryHome();
    await using open = await openHome(folder.path);
    const newer = new Database(folder.path);
    newer.pragma('user_version = 99');
    expect((await refusal(folder.path)).code).toBe('KAMI_STORE_NEWER');
    expect(await open.tools.install(sampleTool(), [])).toMatchObject({
      ok: false,
      error: { code: 'KAMI_STORE_NEWER' },
    });
    newer.close();
  });
});

describe('kill -9', () => {
  it('leaves whole installs and their events, whenever it comes', async () => {
    using folder = temporaryHome();
    const acknowledged: string[] = [];
    for (const [round, lines] of [0, 1, 3, 7].entries()) {
      const child = spawn(
        process.execPath,
        [...HOST_FLAGS, WRITING_PROCESS, folder.path, `r${round}x`, '1000'],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      const exited = once(child, 'exit');
      if (lines === 0) await once(child, 'spawn');
      let seen = 0;
      if (lines > 0) {
        for await (const line of createInterface({ input: child.stdout })) {
          acknowledged.push(line);
          seen += 1;
          if (seen === lines) child.kill('SIGKILL');
        }
      } else child.kill('SIGKILL');
      await exited;
      await using home = await openHome(folder.path);
      const names = await expectSound(home, folder.path);
      expect(names).toEqual(expect.arrayContaining(acknowledged));
    }
  });
});

describe('a home that was removed while it was open', () => {
  it.each([THREAD, { kind: 'inline' } as const])(
    'is an error that says so, of each write ($kind)',
    async (writer) => {
      using folder = temporaryHome();
      await (await openHome(folder.path)).close();
      await using home = await openHome(folder.path, { writer });
      rmSync(folder.folder, { recursive: true });
      const gone = {
        ok: false,
        error: {
          code: 'KAMI_HOME_UNUSABLE',
          message: `The database ${folder.path} is not there any more.`,
          hint: expect.stringContaining('start KAMI again') as string,
        },
      };
      expect(await home.events.append([sampleEvent('intent.received')])).toMatchObject(gone);
      expect(await home.tools.install(sampleTool(), [sampleEvent()])).toMatchObject(gone);
    },
  );
});

describe('disk full', () => {
  it('rolls back, says so, and goes on when there is space', async () => {
    using folder = temporaryHome();
    const home = await openHome(folder.path, { maxPages: 40 });
    valueOf(await home.tools.install(sampleTool(), [sampleEvent('tool.installed')]));
    const big = sampleTool({ id: 'dev.example.big', name: 'big', description: 'x'.repeat(500_000) });
    const full = await home.tools.install(big, [sampleEvent('tool.installed')]);
    expect(full).toMatchObject({
      ok: false,
      error: { code: 'KAMI_STORE_FAILED', data: { sqlite: 'SQLITE_FULL' } },
    });
    expect(!full.ok && full.error.message).toContain('the disk is full');
    const events = await home.events.append([
      sampleEvent('intent.received', { data: { text: 'x'.repeat(500_000) } }),
    ]);
    expect(events).toMatchObject({ ok: false, error: { code: 'KAMI_STORE_FAILED' } });
    valueOf(await home.events.append([sampleEvent('intent.received')]));
    expect(await expectSound(home, folder.path)).toEqual(['notes']);
    await home.close();
    await using again = await openHome(folder.path);
    valueOf(await again.tools.install(big, [sampleEvent('tool.installed')]));
  });
});

describe('read-only disk', () => {
  it('reads work, writes say what is wrong, and nothing changes', async () => {
    using folder = temporaryHome();
    await homeWithTool(folder.path);
    const before = contents(folder.folder);
    chmodSync(folder.path, 0o444);
    chmodSync(folder.folder, 0o555);
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      const home = await openHome(folder.path, { writer: { kind: 'inline' } });
      expect(valueOf(await home.tools.find({ nameOrId: 'notes' }))?.name).toBe('notes');
      expect(valueOf(await home.tools.list({ limit: 10 })).tools).toHaveLength(1);
      expect(valueOf(await home.events.read({ limit: 10 }))).toHaveLength(1);
      const written = await home.tools.install(sampleTool(), []);
      expect(written).toMatchObject({ ok: false, error: { code: 'KAMI_STORE_FAILED' } });
      await home.close();
    } finally {
      if (isRoot) process.seteuid?.(0);
      chmodSync(folder.folder, 0o755);
    }
    expect(contents(folder.folder)).toEqual(before);
  });
});

describe('concurrent writers', () => {
  it('processes that make and fill one database at once are serialised', async () => {
    using folder = temporaryHome();
    const children = ['a', 'b', 'c', 'd'].map((label) =>
      spawn(process.execPath, [...HOST_FLAGS, WRITING_PROCESS, folder.path, label, '10'], {
        stdio: ['ignore', 'ignore', 'inherit'],
      }),
    );
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0] as unknown));
    expect(codes).toEqual([0, 0, 0, 0]);
    await using home = await openHome(folder.path);
    expect(await expectSound(home, folder.path)).toHaveLength(40);
    expect(valueOf(await home.events.read({ limit: 1000, type: 'intent.received' }))).toHaveLength(40);
    expect(readdirSync(folder.folder).filter((name) => name.includes('.new-'))).toEqual([]);
  });

  it('a lock of another process is waited for, and the main thread goes on meanwhile', async () => {
    using folder = temporaryHome();
    await using home = await openHome(folder.path);
    const lock = new Database(folder.path);
    lock.exec('BEGIN IMMEDIATE');
    const installed = home.tools.install(sampleTool(), []);
    expect(valueOf(await home.tools.find({ nameOrId: 'notes' }))).toBeUndefined();
    lock.exec('COMMIT');
    lock.close();
    valueOf(await installed);
  });

  it.each([THREAD, { kind: 'inline' } as const])(
    'a lock that stays is an error after the bound ($kind)',
    async (writer) => {
      using folder = temporaryHome();
      await using home = await openHome(folder.path, { writer, busyTimeoutMs: 50 });
      const lock = new Database(folder.path);
      lock.exec('BEGIN IMMEDIATE');
      const refused = await home.tools.install(sampleTool(), []);
      expect(refused).toMatchObject({
        ok: false,
        error: { code: 'KAMI_STORE_FAILED', data: { sqlite: 'SQLITE_BUSY' } },
      });
      lock.exec('COMMIT');
      lock.close();
    },
  );
});

describe('openSqliteHome', () => {
  it('says when the home is not there, and makes nothing', async () => {
    using folder = temporaryHome();
    const path = join(folder.folder, 'missing', 'kami.db');
    expect((await refusal(path)).code).toBe('KAMI_HOME_UNUSABLE');
    expect(existsSync(join(folder.folder, 'missing'))).toBe(false);
  });

  it('refuses a folder in the place of the database', async () => {
    using folder = temporaryHome();
    mkdirSync(folder.path);
    expect((await refusal(folder.path)).code).toBe('KAMI_HOME_UNUSABLE');
  });

  it('answers with an error when the store thread cannot be started', async () => {
    using folder = temporaryHome();
    const opened = await openSqliteHome(folder.path, {
      writer: { kind: 'thread', entry: join(folder.folder, 'no-such-program.js') },
    });
    expect(opened).toMatchObject({ ok: false, error: { code: 'KAMI_STORE_FAILED' } });
  });

  it('closes twice without harm', async () => {
    using folder = temporaryHome();
    const home = await openHome(folder.path);
    await Promise.all([home.close(), home.close()]);
  });
});
