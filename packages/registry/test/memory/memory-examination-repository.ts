import type { ExaminationRepository } from '@kami/registry';
import { ok, type Digest } from '@kami/types';

/** Records of examinations by their digests, in memory. */
export function createMemoryExaminationRepository(): ExaminationRepository {
  const records = new Map<string, Digest>();
  return {
    find: async (component, key) => ok(records.get(`${component}/${key}`)),
    async keep(component, key, record) {
      records.set(`${component}/${key}`, record);
      return ok(undefined);
    },
  };
}
