import type { ContentBlock, Json, JsonObject } from '@kami/types';

/** A clock reading as it travels: decimal strings for what does not fit a double. */
export interface WireTime {
  /** Microseconds since 1970-01-01T00:00:00Z. */
  readonly wallMicros: number;
  /** Nanoseconds since an arbitrary start, decimal. */
  readonly monotonicNanos: string;
}

/** A folder that the guest finds opened: its guest path and the host's handle for it. */
export interface Preopen {
  readonly guestPath: string;
  readonly handle: number;
  readonly writable: boolean;
}

/** Header of `load`; the body is the prepared form (see the engine's `prepared-form`). */
export interface LoadHeader {
  /** What the guest reads as its environment variables. */
  readonly environment: readonly (readonly [string, string])[];
  /** What the guest reads through `wasi:config/store`. */
  readonly configuration: readonly (readonly [string, string])[];
  readonly preopens: readonly Preopen[];
  /** Pages of 64 KiB that all memories of an instance may have together. */
  readonly maxMemoryPages: number;
}

/** Header of `make`: seed and clock of the instance to be made. */
export interface MakeHeader {
  /** 32 bytes in hex: the key of the instance's generator. */
  readonly seed: string;
  readonly time: WireTime;
}

/** What the client of a call can be asked for. */
export type ClientFeature = 'form' | 'url' | 'sampling' | 'roots' | 'logging' | 'progress';

/** What a job asks of a component. */
export const JOB_ACTIONS = [
  /** Gives the definitions. */
  'describe',
  /** Gives resources, templates and prompts, as they are without any grant. */
  'describe-features',
  /** Runs a tool. */
  'call',
  'list-resources',
  'read-resource',
  'get-prompt',
  'complete',
] as const;

/** One of {@link JOB_ACTIONS}. */
export type JobAction = (typeof JOB_ACTIONS)[number];

/** Header of `job`; the body is the JSON text of the arguments, or empty where a component only describes itself. */
export interface JobHeader {
  readonly action: JobAction;
  /** The definition's name; empty for what is no call of a tool. */
  readonly tool: string;
  readonly callId: string;
  readonly traceparent: string;
  readonly deadlineMs: number;
  readonly maxOutputBytes: number;
  readonly client: readonly ClientFeature[];
  readonly seed: string;
  readonly time: WireTime;
  /** Whether the definition has an output schema: then a `json-tool`'s answer is JSON. */
  readonly structured: boolean;
}

/** Header of `result`; for `delivered` and `described` the body is the JSON text of the payload. */
export interface ResultHeader {
  readonly status:
    | 'delivered'
    | 'described'
    | 'arguments-invalid'
    | 'trapped'
    | 'out-of-memory'
    | 'output-too-large'
    | 'result-invalid'
    | 'exited'
    /** The component has no resource, or no prompt, of that name. */
    | 'not-found'
    /** The component says that it failed; a tool that fails says so in what it delivers. */
    | 'failed';
  /** What happened, for every status but the first two; at most 4 KiB. */
  readonly message?: string;
  /** Exit code of `exited`. */
  readonly exitCode?: number;
  /** Field errors of `arguments-invalid`. */
  readonly problems?: readonly ArgumentProblem[];
}

/** One argument that does not fit. */
export interface ArgumentProblem {
  /** JSON Pointer (RFC 6901) into the arguments; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** Body of a `delivered` result. */
export interface DeliveredPayload {
  readonly content: readonly ContentBlock[];
  readonly structured?: Json;
  readonly isError: boolean;
  readonly meta?: JsonObject;
}

/** Header of `fault`: which step of starting failed, and why. */
export interface FaultHeader {
  readonly stage: 'self-test' | 'load' | 'make';
  readonly message: string;
}
