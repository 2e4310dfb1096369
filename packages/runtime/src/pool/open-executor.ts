import { detach, err, ok, type KamiError, type Result } from '@kami/types';
import type { ExecutorProcess } from '../executor.ts';
import { withdrawn } from '../scheduler/refusal.ts';
import type { ExecutorSpec } from './executor-spec.ts';
import type { Spare } from './spare.ts';

/** What giving an executor its tool needs. */
export interface OpenPorts {
  readonly spare: Spare;
  /** The prepared form of a tool, digest verified. */
  readonly readPrepared: (tool: ExecutorSpec['tool']) => Promise<Result<Uint8Array, KamiError>>;
  readonly startupDeadlineMs: number;
}

/**
 * Gives the spare executor its tool. When `signal` fires it answers at once with `KAMI_CANCELLED`, and the process is
 * ended or stays the spare one. Other errors: those of `ExecutorProcess.load` and `readPrepared`.
 */
export async function openExecutor(
  { spare, readPrepared, startupDeadlineMs }: OpenPorts,
  { tool, load }: ExecutorSpec,
  signal: AbortSignal,
): Promise<Result<ExecutorProcess, KamiError>> {
  const [taken, prepared] = await Promise.all([spare.take(signal), readPrepared(tool)]);
  if (taken === undefined) return err(withdrawn());
  if (!taken.ok) return taken;
  const process = taken.value;
  if (!prepared.ok || signal.aborted) {
    spare.giveBack(process);
    return prepared.ok ? err(withdrawn()) : prepared;
  }
  const end = (): void => detach(process.kill());
  signal.addEventListener('abort', end, { once: true });
  const loaded = await process.load(load, prepared.value, startupDeadlineMs);
  signal.removeEventListener('abort', end);
  if (loaded.ok && !signal.aborted) return ok(process);
  await process.kill();
  return loaded.ok || signal.aborted ? err(withdrawn()) : loaded;
}
