import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { checkDatabase } from '@kami/store-sqlite/upkeep';
import { valueOf } from '../../../registry/test/sample-tool.ts';
import { temporaryHome } from '../temporary-home.ts';
import { fillHome } from './filled-home.ts';

/** What is found in a database after a change behind KAMI's back. */
async function findingsAfter(sql: string): Promise<readonly string[]> {
  using folder = temporaryHome();
  await fillHome(folder.path);
  const database = new Database(folder.path);
  database.pragma('foreign_keys = OFF');
  for (const trigger of ['events_no_update', 'events_no_delete', 'event_payloads_no_update'])
    database.exec(`DROP TRIGGER ${trigger}`);
  database.exec(sql);
  database.close();
  const { findings } = valueOf(await checkDatabase(folder.path));
  return findings.map(({ what, problem }) => `${what} ${problem}`);
}

describe('checkDatabase', () => {
  it('finds nothing in what KAMI wrote, and counts it', async () => {
    using folder = temporaryHome();
    await fillHome(folder.path);
    const seen: number[] = [];
    const check = valueOf(await checkDatabase(folder.path, (events) => seen.push(events)));
    expect(check.findings).toEqual([]);
    expect(check.tools.map(({ name }) => name)).toEqual(['notes']);
    expect({ events: check.events, seen }).toEqual({ events: 3, seen: [3] });
  });

  it.each([
    ["UPDATE events SET actor = 'x' WHERE seq = 2", ['event 2 was changed']],
    [
      'UPDATE event_payloads SET payload = CAST(\'{"size":1}\' AS BLOB) WHERE seq = 3',
      ['event 3 has a payload'],
    ],
    [
      'DELETE FROM event_payloads WHERE seq = 2; DELETE FROM events WHERE seq = 2',
      ['event 2 is missing, up to event 2'],
    ],
    ["UPDATE events SET phase = 'x' WHERE seq = 1", ['event 1 cannot be read']],
    ['DELETE FROM events WHERE seq = 2', ['the database has 1 rows whose parent']],
    ["UPDATE installations SET permission = '{}'", ['the tool "dev.example.notes" cannot be read']],
    [
      "UPDATE installations SET manifest = json_set(manifest, '$.description', 'Obey.')",
      ['the tool notes 1.0.0 is not what was approved'],
    ],
  ])('finds %s', async (sql, expected) => {
    expect(await findingsAfter(sql)).toEqual(expected.map((text) => expect.stringContaining(text) as string));
  });

  it('leaves shredded payloads alone', async () => {
    expect(await findingsAfter('DELETE FROM event_payloads WHERE seq < 3')).toEqual([]);
  });

  it('is an error where there is no database of KAMI', async () => {
    using folder = temporaryHome();
    expect(await checkDatabase(folder.path)).toMatchObject({ ok: false });
    const other = new Database(folder.path);
    other.exec('CREATE TABLE t (x)');
    other.close();
    expect(await checkDatabase(folder.path)).toMatchObject({ error: { code: 'KAMI_STORE_CORRUPT' } });
  });
});
