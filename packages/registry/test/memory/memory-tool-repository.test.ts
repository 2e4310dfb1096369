import { describeToolRepository } from '../contract/tool-repository.contract.ts';
import { describeToolVersions } from '../contract/tool-versions.contract.ts';
import { createMemoryToolRepository } from './memory-tool-repository.ts';

for (const describeStore of [describeToolRepository, describeToolVersions])
  describeStore('memory', async () => {
    const { tools, grants, events } = createMemoryToolRepository();
    return { tools, grants, events: async () => events, close: async () => {} };
  });
