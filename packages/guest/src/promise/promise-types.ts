import type { Job } from './job-queue.ts';

/** Where the jobs of all promises of one instance go. */
export type JobSink = (job: Job) => void;

/** What a promise is constructed with. */
export type PromiseExecutor = (
  resolve: (value?: unknown) => void,
  reject: (reason?: unknown) => void,
) => void;

/** What the constructor and the functions on it need; see {@link createPromiseClass}. */
export interface GuestPromiseInstance {
  then(onFulfilled?: unknown, onRejected?: unknown): GuestPromiseInstance;
  catch(onRejected?: unknown): GuestPromiseInstance;
  finally(onFinally?: unknown): GuestPromiseInstance;
}

/** The class that {@link createPromiseClass} makes, without the functions of `installCombinators`. */
export interface GuestPromiseClass {
  new (executor: PromiseExecutor): GuestPromiseInstance;
  readonly prototype: GuestPromiseInstance;
  resolve(value?: unknown): GuestPromiseInstance;
  reject(reason?: unknown): GuestPromiseInstance;
}
