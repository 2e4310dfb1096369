import log from 'kami:host/log@0.1.0';
import { createJobQueue } from '../promise/job-queue.ts';
import { describeError } from '../tool/describe-error.ts';
import { createEventLoop } from './settle.ts';
import type { JobQueue } from '../promise/job-queue.ts';
import type { EventLoop } from './settle.ts';

/** The jobs of this instance. */
export const jobs: JobQueue = createJobQueue((error) =>
  log.write('error', `Uncaught ${describeError(error)}`, null),
);

/** The event loop of this instance; an instance serves one call, so there is one. */
export const eventLoop: EventLoop = createEventLoop(jobs);
