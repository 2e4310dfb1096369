import type { Limits } from '../tool/requests.ts';

const NUMBERS = ['memoryMb', 'executionMs', 'outputKb', 'storageMb', 'concurrency'] as const;
const KNOWN: readonly string[] = [...NUMBERS, 'isolation'];

/** Throws where limits have another form than {@link Limits}: JavaScript has no types that would say so. */
export function checkLimits(limits: Limits): void {
  const unknown = Object.keys(limits).find((key) => !KNOWN.includes(key));
  if (unknown !== undefined) throw new Error(`"${unknown}" is no limit; there are: ${KNOWN.join(', ')}`);
  for (const key of NUMBERS) {
    const limit = limits[key];
    if (limit !== undefined && !(Number.isSafeInteger(limit) && limit > 0))
      throw new Error(`limits.${key} must be a whole number above zero`);
  }
  const { isolation } = limits;
  if (isolation !== undefined && isolation !== 'shared' && isolation !== 'process')
    throw new Error('limits.isolation must be "shared" or "process"');
}
