import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeTestHome } from '../e2e/kami.ts';
import { guestPath } from '../guests/index.ts';

const home = makeTestHome();
const database = join(home.path, 'kami.db');
const commands = [
  ['list'],
  ['install', guestPath('say')],
  ['run', 'echo'],
  ['remove', 'echo'],
  ['gc'],
  ['verify', 'store'],
  ['backup', join(home.path, 'b.tar')],
  ['serve'],
];

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
});

afterAll(() => {
  home[Symbol.dispose]();
});

/** Every file of the home with the hash of its content. */
function contents(): readonly string[] {
  return readdirSync(home.path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`)
    .toSorted();
}

/** Puts bytes in the place of the database and runs every command: none changes a byte of the home. */
async function refuseAll(): Promise<readonly string[]> {
  const before = contents();
  const messages: string[] = [];
  for (const args of commands) {
    const { code, stdout, stderr } = await home.run(args);
    expect({ code, stdout }, `${args.join(' ')}: ${stderr}`).toEqual({ code: 5, stdout: '' });
    expect(stderr).not.toMatch(/\n\s+at /u);
    messages.push(stderr);
  }
  expect(contents()).toEqual(before);
  return messages;
}

describe('a database that is not one of this KAMI', () => {
  it(
    'case 90: garbage and a zero-byte file are a clear error, and not a byte of the home changes',
    { timeout: 120_000 },
    async () => {
      const whole = readFileSync(database);
      for (const suffix of ['-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true });
      for (const bytes of [Buffer.alloc(0), Buffer.from('garbage '.repeat(1000))]) {
        writeFileSync(database, bytes);
        for (const message of await refuseAll()) {
          expect(message).toContain(`${database} is damaged`);
          expect(message).toContain('kami restore');
        }
      }
      writeFileSync(database, whole);
    },
  );

  it(
    'case 91: the schema of a newer KAMI is refused, and nothing is written',
    { timeout: 60_000 },
    async () => {
      using writing = new DatabaseSync(database);
      const version = Number(writing.prepare('PRAGMA user_version').get()?.['user_version']);
      writing.exec('PRAGMA user_version = 99');
      writing.close();
      for (const message of await refuseAll()) expect(message).toContain('newer KAMI (schema 99');
      const back = new DatabaseSync(database);
      back.exec(`PRAGMA user_version = ${version}`);
      back.close();
      mkdirSync(join(home.path, 'tmp'), { recursive: true });
      expect((await home.must(['verify', 'store'])).code).toBe(0);
    },
  );
});
