import type { Executor, ExecutorProcess } from '@kami/runtime';
import { ok, type KamiError, type Result } from '@kami/types';

/** An executor whose first process is started at once, while the rest of KAMI is still loading. */
export interface PrestartedExecutor extends Executor, AsyncDisposable {}

/** Starts a process now and hands it to the first who asks. Disposing ends it when nobody did. */
export function prestart(executor: Executor): PrestartedExecutor {
  let first: Promise<Result<ExecutorProcess, KamiError>> | undefined = executor.start();
  return {
    async start() {
      const ready = first;
      first = undefined;
      const process = await ready;
      return process === undefined || (process.ok && !process.value.alive) ? executor.start() : process;
    },
    async [Symbol.asyncDispose]() {
      const process = (await first) ?? ok(undefined);
      first = undefined;
      if (process.ok) await process.value?.kill();
    },
  };
}
