import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExaminationRepository } from '@kami/registry';
import { parseDigest, type Digest } from '@kami/types';
import { valueOf } from './sample-tool.ts';

/** Records of examinations under test. */
export interface ExaminationsUnderTest {
  readonly examinations: ExaminationRepository;
  close(): Promise<void>;
}

const digestOf = (digit: string): Digest => valueOf(parseDigest(digit.repeat(64)));

/** What every implementation of `ExaminationRepository` must do. */
export function describeExaminationRepository(
  name: string,
  open: () => Promise<ExaminationsUnderTest>,
): void {
  describe(`ExaminationRepository: ${name}`, () => {
    let store: ExaminationsUnderTest;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store.close();
    });

    it('knows a record by its component and its file name', async () => {
      const { examinations } = store;
      valueOf(await examinations.keep(digestOf('a'), 'examined-1.bin', digestOf('1')));
      valueOf(await examinations.keep(digestOf('a'), 'examined-2.bin', digestOf('2')));
      expect(valueOf(await examinations.find(digestOf('a'), 'examined-1.bin'))).toBe(digestOf('1'));
      expect(valueOf(await examinations.find(digestOf('a'), 'examined-2.bin'))).toBe(digestOf('2'));
      expect(valueOf(await examinations.find(digestOf('b'), 'examined-1.bin'))).toBeUndefined();
      expect(valueOf(await examinations.find(digestOf('a'), 'examined-3.bin'))).toBeUndefined();
    });

    it('has the last record of a name', async () => {
      const { examinations } = store;
      for (const digit of ['1', '2'])
        valueOf(await examinations.keep(digestOf('a'), 'examined.bin', digestOf(digit)));
      expect(valueOf(await examinations.find(digestOf('a'), 'examined.bin'))).toBe(digestOf('2'));
    });
  });
}
