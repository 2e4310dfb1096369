import { detach, type KamiError, type Result } from '@kami/types';
import type { Executor, ExecutorProcess } from '../executor.ts';

/** An executor without a tool that stands ready: every executor needs the same walls, so any can take it. */
export interface Spare extends AsyncDisposable {
  /** The spare executor, or one started now. */
  take(): Promise<Result<ExecutorProcess, KamiError>>;
  /** Takes back one that was not given a tool. */
  giveBack(process: ExecutorProcess): void;
  /** Starts the next spare, if there is to be one and none is there. */
  fill(): void;
}

/** Makes the place of the spare executor; with `wanted` false it is empty but for what is given back. */
export function createSpare(executor: Executor, wanted: boolean): Spare {
  let ready: Promise<Result<ExecutorProcess, KamiError>> | undefined;
  let closed = false;
  return {
    async take() {
      const waiting = ready;
      ready = undefined;
      const process = await waiting;
      return process?.ok === true && process.value.alive ? process : executor.start();
    },
    giveBack(process) {
      if (ready === undefined && !closed) ready = Promise.resolve({ ok: true, value: process });
      else detach(process.kill());
    },
    fill() {
      if (wanted && !closed) ready ??= executor.start();
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      const process = await ready;
      if (process?.ok === true) await process.value.kill();
    },
  };
}
