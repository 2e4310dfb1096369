import type { ExpectedResults } from '../catalogue.ts';

/** What an attacker tries against processor and memory, and after the arrow what must come of it. */
export const processorAndMemoryCases: ExpectedResults = {
  51: 'infinite loop → killed at the deadline',
  52: '256 MB memory.fill loop → killed at the deadline',
  53: 'growth past the cap → refused inside the guest',
  54: 'memory64, shared memory, 65,536 initial pages → refused at install',
  55: 'table bomb → refused',
  56: 'deep recursion → trap',
  57: '1 M types (compile bomb) → install ends within its deadline',
  58: '200 MB JSON result → cut at the byte cap before it is parsed',
  59: 'stdout flood → truncated and marked',
  60: 'control sequences in output → neutralised on a terminal',
  61: '10^6 resource handles → cap',
  62: 'random-bytes(2^32) → cap',
  63: '10^6 pollables → cap',
  64: 'sleep for ever → deadline',
  65: '100 calls at once → bounded queue, all answered',
  66: 'executor killed from outside in mid-call → that call fails with a clear error, the next gets a fresh one',
};
