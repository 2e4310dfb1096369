import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { countPayloads, readStoredNames, shredPayloads } from '@kami/store-sqlite/upkeep';
import { sampleEvent, valueOf } from '../../../registry/test/sample-tool.ts';
import { openHome, temporaryHome } from '../temporary-home.ts';
import { fillHome, soundTool } from './filled-home.ts';

describe('readStoredNames', () => {
  it('names component and prepared form of every version, held ones too', async () => {
    using folder = temporaryHome();
    await fillHome(folder.path);
    const held = soundTool({ digest: 'b', version: '2.0.0', state: 'held' });
    {
      await using home = await openHome(folder.path);
      valueOf(await home.tools.install(held, []));
    }
    const { files, tools } = valueOf(readStoredNames(folder.path));
    expect([...files].toSorted()).toEqual(
      ['a', 'b'].flatMap((digit) => [digit.repeat(64), `${digit.repeat(64)}/v1-64.prepared`]),
    );
    expect([...tools]).toEqual(['dev.example.notes']);
  });

  it('is an error where a row cannot be read: nothing may be deleted by it', async () => {
    using folder = temporaryHome();
    await fillHome(folder.path);
    const database = new Database(folder.path);
    database.exec("UPDATE installations SET digest = 'zz'");
    database.close();
    expect(readStoredNames(folder.path)).toMatchObject({ ok: false, error: { code: 'KAMI_STORE_CORRUPT' } });
  });
});

describe('shredPayloads', () => {
  it('deletes what old events say, keeps their rows, and tells of it in the log', async () => {
    using folder = temporaryHome();
    await using home = await openHome(folder.path);
    const old = sampleEvent('intent.received', { time: '2026-01-01T00:00:00.000000Z', data: { a: 1 } });
    const recent = sampleEvent('intent.received', { time: '2026-03-01T00:00:00.000000Z', data: { b: 2 } });
    valueOf(await home.events.append([old, recent]));
    const before = '2026-02-01T00:00:00.000000Z';
    expect(valueOf(countPayloads(folder.path, before))).toEqual({ payloads: 1, bytes: 7 });
    const told = sampleEvent('log.shredded');
    expect(valueOf(shredPayloads(folder.path, before, () => told))).toEqual({ payloads: 1, bytes: 7 });
    const events = valueOf(await home.events.read({ limit: 10 }));
    expect(events.map(({ eventId, data }) => [eventId, data])).toEqual([
      [old.eventId, {}],
      [recent.eventId, { b: 2 }],
      [told.eventId, { size: 1024 }],
    ]);
    expect(valueOf(shredPayloads(folder.path, before, () => told))).toEqual({ payloads: 0, bytes: 0 });
  });
});
