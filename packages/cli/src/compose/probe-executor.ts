import type { Executor } from '@kami/runtime';
import { ok, type Clock, type KamiError, type Result } from '@kami/types';

/** What a started executor showed. */
export interface ExecutorProbe {
  /** Milliseconds that its start took. */
  readonly ms: number;
  /** The walls that it stands behind. */
  readonly walls: readonly string[];
}

/** Starts an executor and ends it. */
export async function probeExecutor(
  executor: Executor,
  clock: Clock,
): Promise<Result<ExecutorProbe, KamiError>> {
  const begun = clock.now().monotonicNanos;
  const probe = await executor.start();
  if (!probe.ok) return probe;
  const ms = Number(clock.now().monotonicNanos - begun) / 1e6;
  await probe.value.kill();
  return ok({ ms, walls: probe.value.walls });
}
