import { execFile } from 'node:child_process';
import { execPath } from 'node:process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

/** Keeps some MB of arrays for 20 rounds each, as waiting calls do; prints the most that the heap took, in MB. */
const program = (prelude: string): string => `
  ${prelude}
  const { getHeapStatistics } = await import('node:v8');
  let highest = 0;
  const kept = [];
  for (let round = 0; round < 80; round += 1) {
    kept.push(Array.from({ length: 10_000 }, (_, at) => [round + at]));
    if (kept.length > 20) kept.shift();
    highest = Math.max(highest, getHeapStatistics().total_heap_size);
  }
  console.log(Math.round(highest / 2 ** 20));
`;

async function highestMb(prelude: string): Promise<number> {
  const args = ['--input-type=module', '--disable-warning=ExperimentalWarning', '--eval', program(prelude)];
  const { stdout } = await promisify(execFile)(execPath, args);
  return Number(stdout);
}

describe('boundHeap', () => {
  it('lets the heap of a process grow by less over what it needs', async () => {
    const module = new URL('../../src/compose/bound-heap.ts', import.meta.url).href;
    const bounded = `(await import('${module}')).boundHeap();`;
    const [free, less] = await Promise.all([highestMb(''), highestMb(bounded)]);
    expect(less).toBeLessThan(free * 0.8);
  });
});
