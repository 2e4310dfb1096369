import { unlessAborted, type KamiError, type Result } from '@kami/types';
import type { Executor, ExecutorProcess } from '../executor.ts';

type Started = Promise<Result<ExecutorProcess, KamiError>>;

/** An executor without a tool that stands ready: every executor needs the same walls, so any can take it. */
export interface Spare extends AsyncDisposable {
  /** The spare executor, or one started now; nothing when `signal` fires first, and then it stays the spare one. */
  take(signal: AbortSignal): Promise<Result<ExecutorProcess, KamiError> | undefined>;
  /** Takes back one that was not given a tool. */
  giveBack(process: ExecutorProcess): void;
  /** Starts the next spare, if there is to be one and none is there. */
  fill(): void;
}

/** Makes the place of the spare executor; with `wanted` false it is empty but for what is given back. */
export function createSpare(executor: Executor, wanted: boolean): Spare {
  const ending = new Set<Promise<void>>();
  let ready: Started | undefined;
  let closed = false;

  const end = (process: Started): void => {
    const ended = process.then(async (started) => {
      if (started.ok) await started.value.kill();
      ending.delete(ended);
    });
    ending.add(ended);
  };
  const keep = (process: Started): void => {
    if (ready === undefined && !closed) ready = process;
    else end(process);
  };
  const start = async (signal: AbortSignal): ReturnType<Spare['take']> => {
    const starting = executor.start();
    const started = await unlessAborted(starting, signal);
    if (started === undefined) keep(starting);
    return started;
  };

  return {
    async take(signal) {
      const waiting = ready;
      ready = undefined;
      if (waiting === undefined) return start(signal);
      const process = await unlessAborted(waiting, signal);
      if (process === undefined) keep(waiting);
      return process === undefined || (process.ok && process.value.alive) ? process : start(signal);
    },
    giveBack(process) {
      keep(Promise.resolve({ ok: true, value: process }));
    },
    fill() {
      if (wanted && !closed) ready ??= executor.start();
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      if (ready !== undefined) end(ready);
      ready = undefined;
      await Promise.all(ending);
    },
  };
}
