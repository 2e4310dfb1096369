import { isComing, type MaybePromise } from '../tool/maybe-promise.ts';
import type { JobQueue } from '../promise/job-queue.ts';

/** Timers: they are due at a time. */
export interface TimerSource {
  /** Milliseconds until the next timer is due, 0 when one is; nothing when there is none. */
  dueInMs(): number | undefined;
  /** Blocks this long. */
  sleep(milliseconds: number): void;
  /** Gives the callbacks of the timers that are due to `run`, the earliest first. */
  fire(run: (callback: () => void) => void): void;
}

/** Host operations under way. */
export interface ExchangeSource {
  /** Whether any is under way. */
  pending(): boolean;
  /** Blocks until at least one is ready or the time is over, and settles those that are. */
  wait(timeoutMs: number | undefined): void;
}

/** What keeps a synchronous export running until an asynchronous result is there. */
export interface EventLoop {
  /** Adds timers; called when the first timer is set. */
  setTimers(source: TimerSource): void;
  /** Adds host operations; called when the first is begun. */
  setExchanges(source: ExchangeSource): void;
  /**
   * Runs jobs, timers and host operations until the promise is settled, and gives its value or
   * throws its reason. A value that is there is given after the jobs that wait. Throws {@link NeverSettles} when nothing is left that could settle it.
   */
  settle<T>(value: MaybePromise<T>): T;
}

/** A promise waits for something that will never happen. */
export class NeverSettles extends Error {
  override readonly name: string = 'NeverSettles';

  constructor() {
    super(
      'the tool is waiting for something that will never happen: ' +
        'its promise is pending, and no timer, request or job is left that could settle it',
    );
  }
}

/** Makes the loop over a queue of jobs. */
export function createEventLoop(jobs: JobQueue): EventLoop {
  let timers: TimerSource | undefined;
  let exchanges: ExchangeSource | undefined;

  /** Waits for one event; false when none can come. */
  const next = (): boolean => {
    const due = timers?.dueInMs();
    if (exchanges?.pending() === true) exchanges.wait(due);
    else if (due === undefined) return false;
    else if (due > 0) timers?.sleep(due);
    jobs.drain();
    timers?.fire((callback) => {
      jobs.add(callback);
      jobs.drain();
    });
    return true;
  };

  return {
    setTimers: (source) => {
      timers = source;
    },
    setExchanges: (source) => {
      exchanges = source;
    },
    settle: <T>(promise: MaybePromise<T>): T => {
      if (!isComing(promise)) {
        jobs.drain();
        return promise;
      }
      let outcome:
        | { readonly ok: true; readonly value: T }
        | { readonly ok: false; readonly reason: unknown }
        | undefined;
      promise.then(
        (value) => {
          outcome = { ok: true, value };
        },
        (reason: unknown) => {
          outcome = { ok: false, reason };
        },
      );
      const read = (): typeof outcome => outcome;
      jobs.drain();
      while (read() === undefined) if (!next()) throw new NeverSettles();
      const settled = read();
      if (settled?.ok === true) return settled.value;
      throw settled?.reason;
    },
  };
}
