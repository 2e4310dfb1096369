import { existsSync, globSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { ageDatabase } from '../kills/aged-database.ts';
import { makeTestHome } from './kami.ts';

const home = makeTestHome({ lends: false });
const database = join(home.path, 'kami.db');

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
});

afterAll(() => {
  home[Symbol.dispose]();
});

describe('kami gc', () => {
  it(
    'deletes old files that nothing names, says what and how much, and keeps what is young',
    { timeout: 60_000 },
    async () => {
      await home.must(['install', guestPath('say')]);
      await home.must(['remove', 'say']);
      const stored = (): readonly string[] => globSync('store/sha256/*/*', { cwd: home.path });
      expect((await home.must(['gc'])).stdout).toBe('');
      const long = new Date(Date.now() - 7_200_000);
      for (const path of stored()) utimesSync(join(home.path, path), long, long);
      const before = stored();
      const dry = JSON.parse((await home.must(['gc', '--dry-run', '--json'])).stdout) as { bytes: number };
      expect(stored()).toEqual(before);
      const done = JSON.parse((await home.must(['gc', '--json'])).stdout) as {
        bytes: number;
        collected: unknown[];
      };
      expect(done.bytes).toBe(dry.bytes);
      expect(done.collected.length).toBeGreaterThan(0);
      // What is left is echo's: its component, its prepared form and what examining it found.
      expect(stored()).toHaveLength(3);
      expect((await home.must(['run', 'echo', 'a=b'])).stdout).toBe('{"a":"b"}\n');
    },
  );
});

describe('a database of an older KAMI', () => {
  it(
    'is brought forward once by commands that start together, and what was before is kept',
    { timeout: 60_000 },
    async () => {
      using newer = new DatabaseSync(database);
      newer.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      const old = join(home.path, '..', 'old.db');
      ageDatabase(database, old);
      newer.close();
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true });
      writeFileSync(database, readFileSync(old));
      const listed = await Promise.all([home.run(['list']), home.run(['list'])]);
      for (const { code, stdout, stderr } of listed) {
        expect(code, stderr).toBe(0);
        expect(stdout).toContain('echo');
      }
      const kept = readdirSync(join(home.path, 'backups')).filter((name) => name.startsWith('schema-'));
      expect(new Set(kept.map((name) => name.slice(0, 9))).size).toBe(kept.length);
      expect(kept.length).toBeGreaterThan(0);
      expect(existsSync(database)).toBe(true);
      await home.must(['verify', 'store']);
    },
  );
});
