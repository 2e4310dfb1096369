/**
 * A call as it crossed the seam between the pipe and the broker: everything that went into the executor, and what came
 * out of it. With the prepared form that `start` names it is all that is needed to run the call again, without files,
 * network, clock or registry, and to get the same bytes. It holds arguments, environment and answers: it is made only
 * where recording was asked for. `encodeRecording` is its form as a file; recorded HTTP is a recording whose calls are
 * `http.start`, `http.body` and `http.next`.
 */
import type { Digest, Permission, ResourceLimits } from '@kami/types';
import type { HostCall, OnewayCall, ReplyHeader } from '../host-call/host-call.ts';
import type { JobHeader, LoadHeader, MakeHeader, ResultHeader } from '../executor/messages.ts';

/** Version of the form; grows when a field is added, goes or changes its meaning. */
export const RECORDING_VERSION = 1;

/** The programs and the machine that a call ran on: another one may give other bytes. */
export interface ExecutionHost {
  /** The engine's version: transpiler, post-processing and host-call interface. */
  readonly engine: string;
  /** SHA-256 of the executor's program. */
  readonly executor: Digest;
  /** Version of Node, without `v`. */
  readonly node: string;
  /** The processor's architecture as Node names it. */
  readonly architecture: string;
}

/** Everything that a call starts with. */
export interface StartFrame {
  readonly host: ExecutionHost;
  /** SHA-256 of the component. */
  readonly component: Digest;
  /** SHA-256 of its prepared form. */
  readonly prepared: Digest;
  /** What the tool was granted, as the registry has it. For readers: replaying uses what followed from it. */
  readonly permission: Permission;
  /** What the call might use at most, likewise. */
  readonly limits: ResourceLimits;
  /** Environment, configuration, opened folders and memory of the executor. */
  readonly load: LoadHeader;
  /** Seed and clock of the instance where it was made ahead; absent where it was made with the job. */
  readonly make?: MakeHeader;
  /** Seed, clock, deadline and the rest of the job. */
  readonly job: JobHeader;
  /** JSON text of the arguments. */
  readonly args: Uint8Array;
}

/** A host call with its reply, or one without an answer; in the order in which the executor sent them. */
export type RecordedFrame =
  | {
      readonly kind: 'call';
      readonly call: HostCall;
      readonly body: Uint8Array;
      readonly reply: ReplyHeader;
      readonly replyBody: Uint8Array;
    }
  | { readonly kind: 'oneway'; readonly call: OnewayCall; readonly body: Uint8Array };

/** How a call ended. */
export type RecordedEnd =
  /** With a result. `replayable` is false where it depends on more than the frames: on the stack's depth, on memory. */
  | {
      readonly kind: 'result';
      readonly header: ResultHeader;
      readonly payload: Uint8Array;
      readonly replayable: boolean;
    }
  /** Without one: the process was ended at its deadline, on withdrawal or for a fault. Never the same again. */
  | { readonly kind: 'ended'; readonly code: string; readonly replayable: false };

/** A whole recorded call. */
export interface RecordedCall {
  readonly start: StartFrame;
  readonly frames: readonly RecordedFrame[];
  readonly end: RecordedEnd;
}
