import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { clearFreeMemory } from '../../src/build/clear-free-memory.ts';

/** The sizes of the texts that the code makes, and how many it still holds at its end. */
function run(codeLength: number): { readonly sizes: number[]; readonly held: unknown } {
  const sizes: number[] = [];
  const nul = { repeat: (size: number) => sizes.push(size) };
  const code = clearFreeMemory(codeLength).replaceAll(String.raw`'\0'.`, 'nul.');
  return { sizes, held: runInNewContext(`${code}\npieces.length`, { nul }) };
}

describe('clearFreeMemory', () => {
  it('makes texts of every size, four times the code in all, and lets them go', () => {
    const { sizes, held } = run(1_000_000);
    expect(held).toBe(0);
    expect([Math.max(...sizes), Math.min(...sizes)]).toEqual([2 ** 18 - 32, 2 ** 9 - 32]);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    expect(bytes / 1_000_000).toBeGreaterThan(3.5);
    expect(bytes / 1_000_000).toBeLessThan(5);
  });
});
