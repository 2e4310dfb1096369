import type { RecordedCall } from '../../packages/protocol/src/index.ts';
import {
  createReplayingSeam,
  type ExecutorProcess,
  type HostCallSeam,
} from '../../packages/runtime/src/index.ts';

const BOUND_MS = 20_000;
const never: HostCallSeam = {
  call: () => Promise.reject(new Error('a host call while an instance was being made')),
  oneway: () => undefined,
};

/** What a replayed call gave, in the form of the recorded one. */
export interface Replayed {
  readonly end: string;
  readonly divergence: string | undefined;
  readonly left: number;
}

/** The end of a recorded call as text that is equal for equal bytes. */
export function endText(header: object, payload: Uint8Array): string {
  return `${JSON.stringify(header)} ${Buffer.from(payload).toString('base64')}`;
}

/** Gives a process the tool of a recording. */
export async function loadRecorded(
  executor: ExecutorProcess,
  { start }: RecordedCall,
  prepared: Uint8Array,
): Promise<void> {
  const loaded = await executor.load(start.load, prepared, BOUND_MS);
  if (!loaded.ok) throw new Error(loaded.error.message);
}

/** Runs a recorded call again from its frames alone: there is no broker, no file and no network behind the seam. */
export async function replayCall(
  executor: ExecutorProcess,
  { start, frames }: RecordedCall,
): Promise<Replayed> {
  if (start.make !== undefined) {
    const made = await executor.make(start.make, never, BOUND_MS);
    if (!made.ok) throw new Error(made.error.message);
  }
  const stopping = new AbortController();
  const replay = createReplayingSeam(frames, () => {
    stopping.abort();
  });
  const result = await executor.run(start.job, start.args, replay.seam, stopping.signal);
  return {
    end: result.ok ? endText(result.value.header, result.value.payload) : result.error.code,
    divergence: replay.divergence,
    left: replay.left,
  };
}
