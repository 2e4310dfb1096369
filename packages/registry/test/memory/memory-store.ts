import { detach, type RuntimeEvent } from '@kami/types';
import { createMemoryEventLog } from '../../../types/test/memory/memory-event-log.ts';
import type { StoreUnderTest } from '../contract/store.contract.ts';
import { createMemoryTokenRepository } from './memory-token-repository.ts';
import { createMemoryToolRepository } from './memory-tool-repository.ts';

/** An empty home in memory: the plainest store that keeps the contracts. */
export function createMemoryStore(): StoreUnderTest {
  const events = createMemoryEventLog();
  const record = (added: readonly RuntimeEvent[]): void => detach(events.append(added));
  const { tools, grants } = createMemoryToolRepository(record);
  const { tokens } = createMemoryTokenRepository(record);
  return { tools, grants, tokens, events, close: async () => {} };
}
