import { describeExaminationRepository } from '../examination-repository.contract.ts';
import { createMemoryExaminationRepository } from './memory-examination-repository.ts';

describeExaminationRepository('memory', async () => ({
  examinations: createMemoryExaminationRepository(),
  close: async () => {},
}));
