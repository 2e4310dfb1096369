import type { Isolation } from '@kami/types';

/** Numbers that the operator's configuration sets for running calls. */
export interface RuntimeSettings {
  /** Executor processes of this KAMI process at the same time, the spare one included. */
  readonly maxProcesses: number;
  /** Executor processes of one tool at the same time. */
  readonly executorsPerTool: number;
  /** Whether a process without a tool is kept ready. */
  readonly spare: boolean;
  /** An executor unused for this long is ended, in milliseconds. */
  readonly idleTimeoutMs: number;
  /** Calls after which an executor is replaced. */
  readonly recycleCalls: number;
  /** Milliseconds of work after which an executor is replaced: the backstop of its processor time kills it in a call. */
  readonly recycleWorkMs: number;
  /** Memory that an idle executor may keep beside its tool's own limit, in MiB. */
  readonly recycleMemoryMb: number;
  /** `process`: every call has a process of its own; `shared`: those of tools that ask for it. */
  readonly isolation: Isolation;
  /** Instances made ahead in each idle executor. */
  readonly stock: number;
  /** Calls that may wait for an executor. */
  readonly maxWaiting: number;
  /** Longest wait for an executor, in milliseconds. */
  readonly maxWaitMs: number;
  /** Time for loading a component or making an instance, in milliseconds. */
  readonly startupDeadlineMs: number;
  /** How often a server looks whether another process changed the catalogue, in milliseconds. */
  readonly listPollMs: number;
}
