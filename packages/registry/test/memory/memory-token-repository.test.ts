import { describeTokenRepository } from '../access/token-repository.contract.ts';
import { createMemoryTokenRepository } from './memory-token-repository.ts';

describeTokenRepository('memory', async () => {
  const { tokens, events } = createMemoryTokenRepository();
  return { tokens, events: async () => events, close: async () => {} };
});
