import type { ExecutionHost, JobHeader, LoadHeader, RecordedCall, RecordedEnd } from '@kami/protocol';
import type { InstalledTool } from '@kami/registry';
import type { KamiError, Result } from '@kami/types';
import type { HostCallSeam, JobResult } from '../executor.ts';
import type { Lease } from '../pool/executor-pool.ts';
import { createRecordingSeam } from './record-seam.ts';

/** Who takes recorded calls. */
export interface Recorder {
  /** The programs and the machine that calls run on. */
  readonly host: ExecutionHost;
  /** Takes the recording of a call that has ended. */
  keep(recording: RecordedCall): void;
}

/** One job on a leased executor. */
export interface LeasedJob {
  readonly tool: InstalledTool;
  readonly load: LoadHeader;
  readonly lease: Lease;
  readonly job: JobHeader;
  readonly args: Uint8Array;
  readonly signal: AbortSignal;
}

/** Runs a job; where there is a recorder, it gets the whole of it. Errors: those of `ExecutorProcess.run`. */
export async function runLeased(
  leased: LeasedJob,
  seam: HostCallSeam,
  recorder: Recorder | undefined,
): Promise<Result<JobResult, KamiError>> {
  const { lease, job, args, signal } = leased;
  if (recorder === undefined) return lease.process.run(job, args, seam, signal);
  const recording = createRecordingSeam(seam);
  const result = await lease.process.run(job, args, recording.seam, signal);
  recorder.keep({
    start: startFrame(leased, recorder.host),
    frames: recording.frames,
    end: endOf(result),
  });
  return result;
}

function startFrame({ tool, load, lease, job, args }: LeasedJob, host: ExecutionHost): RecordedCall['start'] {
  return {
    host,
    component: tool.digest,
    prepared: tool.prepared.digest,
    permission: tool.permission,
    limits: tool.manifest.limits,
    load,
    ...(lease.made === undefined ? {} : { make: lease.made }),
    job,
    args,
  };
}

/** The stack's depth depends on V8's tiers, and what memory is left on what ran before: the frames do not tell either. */
function endOf(result: Result<JobResult, KamiError>): RecordedEnd {
  if (!result.ok) return { kind: 'ended', code: result.error.code, replayable: false };
  const { header, payload } = result.value;
  const { status, message = '' } = header;
  const replayable =
    status !== 'out-of-memory' && !(status === 'trapped' && message.startsWith('stack overflow'));
  return { kind: 'result', header, payload: new Uint8Array(payload), replayable };
}
