import type { JobHeader } from '@kami/protocol';
import { err, type KamiError } from '@kami/types';
import type { Executor, ExecutorProcess, HostCallSeam } from '../executor.ts';

/** What becomes of one job: its header, its seam, and who hears of its end. */
export interface InterceptedJob {
  readonly header: JobHeader;
  /** The seam in the place of the broker's; `end` ends the job with an error. */
  readonly seam: (inner: HostCallSeam, end: (why: KamiError) => void) => HostCallSeam;
  /** Hears that the job is over; the process may be gone by then. */
  readonly onEnd: (process: ExecutorProcess) => void;
}

/** An executor whose jobs are changed on their way in: what a guest finds is decided here, and the guest cannot tell. */
export function interceptJobs(inner: Executor, intercept: (job: JobHeader) => InterceptedJob): Executor {
  return {
    async start() {
      const started = await inner.start();
      return started.ok ? { ok: true, value: interceptProcess(started.value, intercept) } : started;
    },
  };
}

function interceptProcess(
  process: ExecutorProcess,
  intercept: (job: JobHeader) => InterceptedJob,
): ExecutorProcess {
  return {
    pid: process.pid,
    walls: process.walls,
    get alive() {
      return process.alive;
    },
    memoryKib: () => process.memoryKib(),
    load: (...given) => process.load(...given),
    make: (...given) => process.make(...given),
    kill: () => process.kill(),
    async run(job, args, seam, signal) {
      const { header, seam: wrap, onEnd } = intercept(job);
      const ending = new AbortController();
      let why: KamiError | undefined;
      const end = (error: KamiError): void => {
        why ??= error;
        ending.abort();
      };
      const either = AbortSignal.any([signal, ending.signal]);
      const result = await process.run(header, args, wrap(seam, end), either);
      onEnd(process);
      return why === undefined ? result : err(why);
    },
  };
}
