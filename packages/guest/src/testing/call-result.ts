/** One block of an answer, as MCP has it: `text`, `image`, `audio`, `resource_link` or `resource`. */
export interface AnswerBlock {
  readonly type: string;
  /** Of a text block. */
  readonly text?: string;
  readonly [field: string]: unknown;
}

/** Why a call failed. */
export interface CallError {
  /**
   * `KAMI_TOOL_FAILED` where the tool said so itself, else what ended the call: `KAMI_ARGUMENT_INVALID`, `KAMI_DENIED`,
   * `KAMI_DEADLINE_EXCEEDED`, `KAMI_MEMORY_EXCEEDED`, `KAMI_OUTPUT_TOO_LARGE`, `KAMI_TOOL_TRAPPED` and others.
   */
  readonly code: string;
  readonly message: string;
  /** What mends it, often a command. */
  readonly hint?: string;
  readonly data?: unknown;
  /**
   * Where the tool threw what it did not mean to, in its author's files, a frame each: `at greet (src/tool.ts:7:11)`. It is
   * printed when the call ends, and not enumerable: it is no part of a snapshot.
   */
  readonly thrownAt?: readonly string[];
}

/** Something that the tool tried and was not granted. */
export interface Denial {
  /** Which rule refused it: `net.no-rule`, `fs.no-mount`, `secret.not-granted`, … */
  readonly rule: string;
  /** What was tried, for example `to request GET https://api.example.com/`. */
  readonly what: string;
  /** The capability that was missing, for example `{ kind: 'net', method: 'GET', target: 'api.example.com' }`. */
  readonly wanted?: unknown;
  /** The command that would grant it; absent where none can. */
  readonly hint?: string;
}

/** A line of the tool's log. What it printed is there as well, with level `info`, or `warning` for standard error. */
export interface LogLine {
  readonly level: string;
  readonly message: string;
  /** JSON text that was logged with it. */
  readonly data?: string;
}

/** One report of progress. */
export interface ProgressReport {
  readonly done: number;
  readonly total?: number;
  readonly message?: string;
}

/** What a call used. It differs from run to run, so it is no part of a snapshot of the result. */
export interface CallUsage {
  /** Milliseconds from the call to its answer, the start of a process included where the call needed one. */
  readonly durationMs: number;
  /** Private memory of the tool's process after the call: the engine's some 15 MB and the tool's own. Absent where the process is gone or the system does not tell. */
  readonly memoryBytes?: number;
  /** Times that the tool asked the host for something and waited for it. */
  readonly hostCalls: number;
  readonly httpRequests: number;
  readonly httpSentBytes: number;
  readonly httpReceivedBytes: number;
  readonly fileReadBytes: number;
  readonly fileWrittenBytes: number;
}

/** What came of a call. `text` and `usage` are not enumerable: a snapshot has neither. */
export interface CallResult<Structured = unknown> {
  readonly isError: boolean;
  readonly content: readonly AnswerBlock[];
  /** The structured result, of a tool with an output schema. */
  readonly structured?: Structured;
  readonly meta?: unknown;
  /** Present exactly where `isError` is true. */
  readonly error?: CallError;
  readonly denials: readonly Denial[];
  readonly log: readonly LogLine[];
  readonly progress: readonly ProgressReport[];
  /** The text blocks, one below the other; of a failed call, why it failed. */
  readonly text: string;
  readonly usage: CallUsage;
}
