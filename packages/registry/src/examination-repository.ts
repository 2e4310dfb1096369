import type { Digest, KamiError, Result } from '@kami/types';

/**
 * Which records of examined components a home has, and their digests. The records themselves stand in the component
 * store, beside what they are about; one whose digest is not the one that stands here is none.
 */
export interface ExaminationRepository {
  /** SHA-256 of the record with this file name about this component; nothing when there is none. */
  find(component: Digest, key: string): Promise<Result<Digest | undefined, KamiError>>;
  /** Names a record, in the place of an earlier one of the same component and file name. */
  keep(component: Digest, key: string, record: Digest): Promise<Result<void, KamiError>>;
}
