import type { LogLevel } from '@kami/protocol';
import type { InstalledTool } from '@kami/registry';
import type { Denial } from '@kami/sandbox';
import type { JsonObject, KamiError, Permission, Result, ToolDefinition, ToolOutcome } from '@kami/types';
import type { DrainBounds } from './call/drain-calls.ts';
import type { ExecutionContext } from './call/execution-context.ts';
import type { Recorder } from './recording/recorded-run.ts';

/** One callable function as a client sees it. */
export interface ToolListing {
  /** Name towards MCP clients. */
  readonly mcpName: string;
  readonly tool: InstalledTool;
  readonly definition: ToolDefinition;
}

/** What a running call reports before its result. */
export interface CallObserver {
  progress(done: number, total: number | undefined, message: string | undefined): void;
  log(level: LogLevel, message: string, data: string | undefined): void;
}

/** A call that ended with an answer of the tool, good or bad. */
export interface CallReport {
  readonly outcome: ToolOutcome;
  readonly denials: readonly Denial[];
  /** Milliseconds from the call's reception to its answer, waiting included. */
  readonly durationMs: number;
}

/** A call to be made. */
export interface CallRequest {
  readonly tool: InstalledTool;
  /** Name of the definition. */
  readonly definition: string;
  readonly args: JsonObject;
  readonly context: ExecutionContext;
  readonly signal: AbortSignal;
  readonly observer?: CallObserver;
  /** Gets the recording of the call: its arguments, environment and answers. */
  readonly recorder?: Recorder;
  /** What the catalogue grants, where the tool's permission is wider for this call alone: what a person allowed once. */
  readonly granted?: Permission;
  /** Hears of each denial once, when it is recorded. */
  readonly onDenial?: (denial: Denial) => void;
}

/** What transports and commands call tools through. */
export interface ToolHost extends AsyncDisposable {
  /** Every callable function of the active tools, sorted by name towards clients. */
  list(principal: string): Promise<Result<readonly ToolListing[], KamiError>>;
  /** The callable function with this name towards clients, or nothing. */
  find(principal: string, mcpName: string): Promise<Result<ToolListing | undefined, KamiError>>;
  call(request: CallRequest): Promise<Result<CallReport, KamiError>>;
  /**
   * Refuses calls that wait or come with `KAMI_STOPPING` and lets those that run end by themselves; after `withinMs`
   * they are ended. Resolves when each has its answer, or when `urgent` fires.
   */
  drain(bounds: DrainBounds): Promise<void>;
  /** A new context for a call by a principal. */
  context(principal: string, from?: Partial<ExecutionContext>, traceparent?: string): ExecutionContext;
  /** Calls `listener` whenever the list changes, from this or another process; gives the way to stop. */
  onListChanged(listener: () => void): Disposable;
}
