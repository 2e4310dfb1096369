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

async function outputOf(prelude: string, ...flags: string[]): Promise<string> {
  const args = ['--input-type=module', '--disable-warning=ExperimentalWarning', '--eval', program(prelude)];
  const { stdout } = await promisify(execFile)(execPath, [...flags, ...args], {
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout;
}

const module = new URL('../../src/compose/bound-heap.ts', import.meta.url).href;
const bounded = (reach: string): string => `(await import('${module}')).boundHeap('${reach}');`;

describe('boundHeap', () => {
  it.each(['one', 'many'])(
    'lets the heap of a server of %s grow by half after a collection',
    async (reach) => {
      const trace = await outputOf(`${bounded(reach)} gc();`, '--trace-gc-verbose', '--expose-gc');
      const factors = [...trace.matchAll(/\[HeapController\] factor ([\d.]+) /gu)].map(
        ([, factor]) => factor,
      );
      expect(new Set(factors)).toEqual(new Set(['1.5']));
    },
  );

  it('lets that of a server of many grow by less over what it needs', async () => {
    const [free, less] = await Promise.all([outputOf(''), outputOf(bounded('many'))]);
    expect(Number(less)).toBeLessThan(Number(free) * 0.8);
  });
});
