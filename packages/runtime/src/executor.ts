import type {
  HostCall,
  JobHeader,
  LoadHeader,
  MakeHeader,
  OnewayCall,
  ReplyHeader,
  ResultHeader,
} from '@kami/protocol';
import type { KamiError, Result } from '@kami/types';

/** A reply to a host call, with the bytes that belong to it. */
export interface SeamReply {
  readonly header: ReplyHeader;
  readonly body?: Uint8Array;
}

/**
 * The seam between the pipe and the broker: every crossing from a guest passes here, so a call can
 * be live, recorded, replayed or given faults.
 */
export interface HostCallSeam {
  /** Answers a host call. Never rejects. */
  call(call: HostCall, body: Uint8Array): Promise<SeamReply>;
  /** Takes a host call without an answer. */
  oneway(call: OnewayCall, body: Uint8Array): void;
}

/** What a job gave: the checked header of the result and its payload's bytes (JSON text, not parsed yet). */
export interface JobResult {
  readonly header: ResultHeader;
  readonly payload: Uint8Array;
}

/** One process that runs one tool for one principal, one call at a time. */
export interface ExecutorProcess {
  readonly pid: number;
  /** Names of the walls that stand around it, from inside out; for the event log and reports. */
  readonly walls: readonly string[];
  /** True until the process has ended or was told to. */
  readonly alive: boolean;
  /** The memory that the process itself takes, in KiB, code shared with other processes left out; nothing where unknown. */
  memoryKib(): number | undefined;
  /** Gives the process its tool. Errors: `KAMI_TOOL_BROKEN`, `KAMI_EXECUTOR_FAULT`, `KAMI_DEADLINE_EXCEEDED`. */
  load(header: LoadHeader, prepared: Uint8Array, deadlineMs: number): Promise<Result<void, KamiError>>;
  /** Makes an instance ahead. Host calls of the initialisation go to `seam`. Errors as for `load`. */
  make(header: MakeHeader, seam: HostCallSeam, deadlineMs: number): Promise<Result<void, KamiError>>;
  /**
   * Runs one job on an instance made ahead, or on one made now. The deadline runs from here. Errors:
   * `KAMI_DEADLINE_EXCEEDED`, `KAMI_CANCELLED` (when `signal` fires), `KAMI_EXECUTOR_FAULT`; after
   * each of these the process is dead.
   */
  run(
    job: JobHeader,
    args: Uint8Array,
    seam: HostCallSeam,
    signal: AbortSignal,
  ): Promise<Result<JobResult, KamiError>>;
  /** Ends the process by SIGKILL; resolves when it is gone, or where the host ends too, when nothing can save it. */
  kill(): Promise<void>;
}

/** Starts executor processes. */
export interface Executor {
  /** Starts a process without a tool; resolves when its self-test held. Errors: `KAMI_EXECUTOR_FAULT`. */
  start(): Promise<Result<ExecutorProcess, KamiError>>;
}
