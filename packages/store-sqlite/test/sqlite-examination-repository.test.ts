import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { describeExaminationRepository } from '../../registry/test/examination-repository.contract.ts';
import { sampleTool, valueOf } from '../../registry/test/sample-tool.ts';
import { openHome, temporaryHome } from './temporary-home.ts';

describeExaminationRepository('SQLite', async () => {
  const folder = temporaryHome();
  const home = await openHome(folder.path, { writer: { kind: 'inline' } });
  return {
    examinations: home.examinations,
    close: async () => {
      await home.close();
      folder[Symbol.dispose]();
    },
  };
});

describe('records of examinations in SQLite', () => {
  const { digest } = sampleTool();

  it('leave the catalogue as it is', async () => {
    using folder = temporaryHome();
    await using home = await openHome(folder.path, { writer: { kind: 'inline' } });
    const before = valueOf(await home.tools.revision());
    valueOf(await home.examinations.keep(digest, 'examined.bin', digest));
    expect(valueOf(await home.tools.revision())).toBe(before);
  });

  it('are not believed where something else wrote the digest', async () => {
    using folder = temporaryHome();
    await using home = await openHome(folder.path, { writer: { kind: 'inline' } });
    valueOf(await home.examinations.keep(digest, 'examined.bin', digest));
    using database = new DatabaseSync(folder.path);
    database.exec("UPDATE examinations SET record_digest = 'none'");
    expect(await home.examinations.find(digest, 'examined.bin')).toMatchObject({
      ok: false,
      error: { code: 'KAMI_STORE_CORRUPT' },
    });
  });
});
