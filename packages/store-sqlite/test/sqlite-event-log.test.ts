import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { sampleEvent, sampleTool, valueOf } from '../../registry/test/sample-tool.ts';
import { openHome, temporaryHome } from './temporary-home.ts';

describe('openSqliteHome: events', () => {
  it('has decisions on the disk when they are committed, after what was appended before, and changes nothing else', async () => {
    using folder = temporaryHome();
    await using home = await openHome(folder.path, { groups: { groupMs: 60_000, groupSize: 256 } });
    const revision = valueOf(await home.tools.revision());
    const appended = home.events.append([sampleEvent('intent.received')]);
    const decided = sampleEvent('secret.set', { data: { name: 'key', kept: 'file' } });
    valueOf(await home.decisions.commit([decided]));
    valueOf(await appended);
    const stored = valueOf(await home.events.read({ limit: 10 }));
    expect(stored.map(({ type }) => type)).toEqual(['intent.received', 'secret.set']);
    expect(valueOf(await home.tools.revision())).toBe(revision);
    expect((await home.decisions.commit([sampleEvent(), decided])).ok).toBe(false);
    expect(valueOf(await home.events.read({ limit: 10 }))).toHaveLength(2);
  });

  it('keeps rows from being changed or deleted, but lets a payload be shredded', async () => {
    using folder = temporaryHome();
    const home = await openHome(folder.path);
    valueOf(
      await home.events.append([sampleEvent('intent.received', { data: { secret: 1 } }), sampleEvent()]),
    );
    await home.close();
    const database = new Database(folder.path);
    expect(() => database.exec("UPDATE events SET actor = 'x'")).toThrow('append-only');
    expect(() => database.exec('DELETE FROM events')).toThrow('append-only');
    expect(() => database.exec("UPDATE event_payloads SET payload = x'7b7d'")).toThrow(
      'shredded whole or kept',
    );
    database.exec('DELETE FROM event_payloads WHERE seq = 1');
    database.close();
    await using again = await openHome(folder.path);
    const stored = valueOf(await again.events.read({ limit: 10 }));
    expect(stored.map(({ data }) => data)).toEqual([{}, { size: 1024 }]);
  });

  it('commits a group at once when it is full, in order with a change that follows, and before it closes', async () => {
    using folder = temporaryHome();
    const home = await openHome(folder.path, { groups: { groupMs: 1_000_000, groupSize: 3 } });
    const full = [home.events.append([sampleEvent()]), home.events.append([sampleEvent(), sampleEvent()])];
    expect((await Promise.all(full)).every(({ ok }) => ok)).toBe(true);
    const early = sampleEvent('intent.received');
    const late = sampleEvent('tool.installed');
    const appended = home.events.append([early]);
    valueOf(await home.tools.install(sampleTool(), [late]));
    valueOf(await appended);
    const last = sampleEvent('artifact.delivered');
    const unwaited = home.events.append([last]);
    await home.close();
    expect((await unwaited).ok).toBe(true);
    await using again = await openHome(folder.path);
    const ids = valueOf(await again.events.read({ limit: 3 })).map(({ eventId }) => eventId);
    expect(ids).toEqual([early.eventId, late.eventId, last.eventId]);
  });

  it('refuses events beyond its bound while the database is locked, and answers the others when the lock is gone', async () => {
    using folder = temporaryHome();
    await using home = await openHome(folder.path);
    const lock = new Database(folder.path);
    lock.exec('BEGIN IMMEDIATE');
    const many = Array.from({ length: 16_384 }, () => sampleEvent());
    const waiting = home.events.append(many);
    const refused = await home.events.append([sampleEvent()]);
    expect(refused).toMatchObject({ ok: false, error: { code: 'KAMI_STORE_FAILED' } });
    lock.exec('COMMIT');
    lock.close();
    expect((await waiting).ok).toBe(true);
    expect((await home.events.append([sampleEvent()])).ok).toBe(true);
  });
});
