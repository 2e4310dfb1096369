import type { JobHeader } from '@kami/protocol';
import { kamiError, ok } from '@kami/types';
import { describe, expect, it } from 'vitest';
import {
  createCountingSeam,
  interceptJobs,
  noUsage,
  simulatedStart,
  type Executor,
  type ExecutorProcess,
  type HostCallSeam,
} from '../../src/index.ts';

const JOB: JobHeader = {
  action: 'call',
  tool: 'f',
  callId: 'c1',
  traceparent: '',
  deadlineMs: 10,
  maxOutputBytes: 10,
  client: [],
  seed: '00'.repeat(32),
  time: { wallMicros: 1, monotonicNanos: '1' },
  structured: false,
};
const NOTHING = new Uint8Array(0);
const TIME = { wallMicros: 0, monotonicNanos: '0' } as const;
const SEAM: HostCallSeam = {
  call: (call) =>
    Promise.resolve(
      call.op === 'fs.read'
        ? { header: { ok: 'read', end: true, time: TIME }, body: new Uint8Array(5) }
        : { header: { ok: 'started', handle: 1, time: TIME } },
    ),
  oneway: () => undefined,
};

/** An executor whose process makes two host calls in each job, and ends when it is told to. */
function executorOf(jobs: JobHeader[]): Executor {
  const process: ExecutorProcess = {
    pid: 1,
    walls: ['w'],
    alive: true,
    memoryKib: () => 3,
    load: () => Promise.resolve(ok(undefined)),
    make: () => Promise.resolve(ok(undefined)),
    kill: () => Promise.resolve(),
    async run(job, _args, seam, signal) {
      jobs.push(job);
      await seam.call({ op: 'fs.read', handle: 1, offset: 0, length: 5 }, NOTHING);
      await seam.call(
        { op: 'http.start', method: 'POST', url: 'https://a/', headers: [], body: 'whole' },
        new Uint8Array(2),
      );
      if (signal.aborted) return { ok: false, error: kamiError('KAMI_CANCELLED', 'The call was withdrawn.') };
      return ok({ header: { status: 'delivered' }, payload: NOTHING });
    },
  };
  return { start: () => Promise.resolve(ok(process)) };
}

describe('interceptJobs', () => {
  it('changes the header of a job and its seam, and tells of its end', async () => {
    const jobs: JobHeader[] = [];
    const usage = noUsage();
    const ends: number[] = [];
    const time = simulatedStart(9);
    const executor = interceptJobs(executorOf(jobs), (job) => ({
      header: { ...job, time },
      seam: (inner) => createCountingSeam(inner, usage),
      onEnd: (process) => void ends.push(process.pid),
    }));
    const started = await executor.start();
    if (!started.ok) throw new Error(started.error.message);
    const { value } = started;
    expect([value.pid, value.walls, value.alive, value.memoryKib()]).toEqual([1, ['w'], true, 3]);
    const result = await value.run(JOB, NOTHING, SEAM, new AbortController().signal);
    expect(result.ok).toBe(true);
    expect(jobs).toEqual([{ ...JOB, time }]);
    expect(ends).toEqual([1]);
    expect(usage).toEqual({
      hostCalls: 2,
      httpRequests: 1,
      httpSentBytes: 2,
      httpReceivedBytes: 0,
      fileReadBytes: 5,
      fileWrittenBytes: 0,
    });
  });

  it('ends a job with the error that its seam gives, not with that of the withdrawal', async () => {
    const why = kamiError('KAMI_DEADLINE_EXCEEDED', 'It waited too long.');
    const executor = interceptJobs(executorOf([]), (job) => ({
      header: job,
      seam: (inner, end) => {
        end(why);
        return inner;
      },
      onEnd: () => undefined,
    }));
    const started = await executor.start();
    if (!started.ok) throw new Error(started.error.message);
    const result = await started.value.run(JOB, NOTHING, SEAM, new AbortController().signal);
    expect(result).toEqual({ ok: false, error: why });
  });
});
