import type { Executor } from '@kami/runtime';
import { ok, type Clock, type KamiError, type Result } from '@kami/types';

/** Starts an executor and ends it. Gives the milliseconds that its start took. */
export async function probeExecutor(executor: Executor, clock: Clock): Promise<Result<number, KamiError>> {
  const begun = clock.now().monotonicNanos;
  const probe = await executor.start();
  if (!probe.ok) return probe;
  const took = Number(clock.now().monotonicNanos - begun) / 1e6;
  await probe.value.kill();
  return ok(took);
}
