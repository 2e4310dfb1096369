import type { ExaminationRepository } from '@kami/registry';
import type { KamiError, Result } from '@kami/types';
import type { StoreReader } from './read/store-reader.ts';
import { isDigest } from './row/stored-forms.ts';
import { DamagedRow } from './translate-error.ts';
import type { KeepExamination } from './write/write-request.ts';

const BY_KEY = 'SELECT record_digest FROM examinations WHERE digest = ? AND key = ?';

/** The digests of records of examinations in SQLite: reads here, changes in the store thread. */
export function createSqliteExaminationRepository(
  reader: StoreReader,
  change: (change: KeepExamination) => Promise<Result<void, KamiError>>,
): ExaminationRepository {
  return {
    find: (component, key) =>
      reader.read((database) => {
        const record: unknown = database.statement(BY_KEY).pluck().get(component, key);
        if (record === undefined) return undefined;
        if (typeof record !== 'string' || !isDigest(record))
          throw new DamagedRow('the digest of a record is none');
        return record;
      }),
    keep: (component, key, record) => change({ kind: 'keep-examination', component, key, record }),
  };
}
