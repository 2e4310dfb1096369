import { describe, expect, it } from 'vitest';
import { createJobQueue } from '../../src/promise/job-queue.ts';

describe('createJobQueue', () => {
  it('runs jobs in order, those added meanwhile too, and goes on after one that throws', () => {
    const seen: unknown[] = [];
    const jobs = createJobQueue((error) => seen.push(String(error)));
    jobs.add(() => {
      seen.push(1);
      jobs.add(() => seen.push(3));
    });
    jobs.add(() => {
      throw new Error('broken');
    });
    jobs.add(() => seen.push(2));
    jobs.drain();
    expect(seen).toEqual([1, 'Error: broken', 2, 3]);
    jobs.drain();
    expect(seen).toHaveLength(4);
  });
});
