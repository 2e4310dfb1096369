/** A piece of work that runs after the code that is running has finished. */
export type Job = () => void;

/** Jobs in the order in which they were added (ECMA-262, HostEnqueuePromiseJob). */
export interface JobQueue {
  /** Adds a job at the end. */
  add(job: Job): void;
  /** Runs jobs until none is left, those added meanwhile too. */
  drain(): void;
}

/** Makes an empty queue. `onError` gets what a job throws; the jobs after it still run. */
export function createJobQueue(onError: (error: unknown) => void): JobQueue {
  let jobs: Job[] = [];
  let next = 0;
  const runOne = (): void => {
    const job = jobs[next];
    next += 1;
    try {
      job?.();
    } catch (error) {
      onError(error);
    }
  };
  return {
    add: (job) => {
      jobs.push(job);
    },
    drain: () => {
      while (next < jobs.length) runOne();
      jobs = [];
      next = 0;
    },
  };
}
