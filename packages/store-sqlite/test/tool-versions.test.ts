import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { sampleTool, valueOf } from '../../registry/test/sample-tool.ts';
import { openHome, temporaryHome } from './temporary-home.ts';

describe('an earlier version in SQLite', () => {
  const second = sampleTool({ version: '2.0.0', digest: 'b' });

  it('is read as strictly as an active one', async () => {
    using folder = temporaryHome();
    await using home = await openHome(folder.path, { writer: { kind: 'inline' } });
    for (const tool of [sampleTool(), second]) valueOf(await home.tools.install(tool, []));
    using database = new DatabaseSync(folder.path);
    database.exec("UPDATE earlier_versions SET installation = json_set(installation, '$.permission', '{}')");
    expect(await home.tools.find({ nameOrId: 'notes', version: '1.0.0' })).toMatchObject({
      ok: false,
      error: { code: 'KAMI_STORE_CORRUPT' },
    });
    expect(valueOf(await home.tools.find({ nameOrId: 'notes' }))?.version).toBe('2.0.0');
  });

  it('is not made of a row that is damaged: installing again mends it', async () => {
    using folder = temporaryHome();
    await using home = await openHome(folder.path, { writer: { kind: 'inline' } });
    valueOf(await home.tools.install(sampleTool(), []));
    using database = new DatabaseSync(folder.path);
    database.exec("UPDATE installations SET permission = '{}'");
    valueOf(await home.tools.install(second, []));
    expect(valueOf(await home.tools.versions(second.id)).map(({ version }) => version)).toEqual(['2.0.0']);
  });
});
