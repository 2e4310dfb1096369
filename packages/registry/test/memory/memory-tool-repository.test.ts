import { describeToolRepository } from '../contract/tool-repository.contract.ts';
import { createMemoryToolRepository } from './memory-tool-repository.ts';

describeToolRepository('memory', async () => {
  const { tools, grants, events } = createMemoryToolRepository();
  return { tools, grants, events: async () => events, close: async () => {} };
});
