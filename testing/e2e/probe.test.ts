import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { makeTestHome, type TestHome } from './kami.ts';
import { type Era, eras, openWire } from './wire-session.ts';

/**
 * Every folder of a home by its path, and every file with a digest of its bytes; of `kami.db-shm` it is only that it is
 * there: SQLite's index of the write-ahead log in shared memory, which holds nothing that lasts (file format, 4.2).
 */
function bytesOf({ path }: TestHome): ReadonlyMap<string, string> {
  if (!existsSync(path)) return new Map();
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .map((entry) => [join(entry.parentPath, entry.name), entry.isFile()] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, isFile]) => [
        name,
        isFile && !name.endsWith('-shm') ? createHash('sha256').update(readFileSync(name)).digest('hex') : '',
      ]),
  );
}

const ask = { legacy: 'ping', modern: 'server/discover' } as const;

/** Starts a server as some clients do before the real one: they ask what it is, and go. */
async function probe(home: TestHome, era: Era): Promise<void> {
  await using session = await openWire(home, era);
  await session.send({ id: 1, method: ask[era] });
  expect(await session.answer(1)).toHaveProperty('result');
  await session.send({ id: 2, method: 'tools/list' });
  expect(await session.answer(2)).toHaveProperty('result');
  expect(await session.close()).toMatchObject({ code: 0, stderr: '' });
}

describe('a probe process', () => {
  it('leaves no trace in a home that exists', async () => {
    using home = makeTestHome();
    await home.must(['install', guestPath('echo')]);
    const before = bytesOf(home);
    expect(before.size).toBeGreaterThan(3);
    for (const era of eras) {
      await probe(home, era);
      expect([...bytesOf(home).keys()]).toEqual([...before.keys()]);
      expect(bytesOf(home)).toEqual(before);
    }
    expect((await home.run(['serve'])).code).toBe(0);
    expect(bytesOf(home)).toEqual(before);
  });

  it('leaves no home where there is none, and an empty folder empty', async () => {
    using home = makeTestHome();
    for (const era of eras) {
      await probe(home, era);
      expect(existsSync(home.path)).toBe(false);
    }
    mkdirSync(home.path, { mode: 0o700 });
    await probe(home, 'modern');
    expect(readdirSync(home.path)).toEqual([]);
  });

  it('that stays sees the home that another process makes', async () => {
    using home = makeTestHome();
    await using session = await openWire(home, 'legacy');
    await session.send({ id: 1, method: 'tools/list' });
    expect(await session.answer(1)).toMatchObject({ result: { tools: [] } });
    const changed = session.notification('notifications/tools/list_changed');
    await home.must(['install', guestPath('echo')]);
    await changed;
    await session.send({ id: 2, method: 'tools/call', params: { name: 'echo', arguments: { a: 1 } } });
    expect(await session.answer(2)).toMatchObject({ result: { structuredContent: { a: 1 } } });
    expect(await session.close()).toMatchObject({ code: 0, stderr: '' });
  });
});
