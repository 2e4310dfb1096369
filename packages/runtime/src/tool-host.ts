import type { FeatureAction, FeatureAnswers, LogLevel } from '@kami/protocol';
import type { InstalledTool } from '@kami/registry';
import type { Denial } from '@kami/sandbox';
import type { JsonObject, KamiError, Permission, Result, ToolDefinition, ToolOutcome } from '@kami/types';
import type { Asker } from './asking/asker.ts';
import type { DrainBounds } from './call/drain-calls.ts';
import type { ExecutionContext } from './call/execution-context.ts';
import type { FeatureQuestions } from './features/feature-call.ts';
import type { PromptListing } from './features/prompt-listings.ts';
import type { ToolSignal } from './listing/tool-signals.ts';
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

/** What every call has beside what it asks for. */
export interface CallOrder {
  readonly tool: InstalledTool;
  readonly context: ExecutionContext;
  readonly signal: AbortSignal;
  readonly observer?: CallObserver;
  /** Who can be asked something; nobody unless said. */
  readonly asker?: Asker;
  /** Gets the recording of the call: its arguments, environment and answers. */
  readonly recorder?: Recorder;
  /** What the catalogue grants, where the tool's permission is wider for this call alone: what a person allowed once. */
  readonly granted?: Permission;
  /** The grants that a person allowed for this call alone, for its events; the tool's permission holds them. */
  readonly allowedOnce?: readonly string[];
  /** Hears of each denial once, when it is recorded. */
  readonly onDenial?: (denial: Denial) => void;
}

/** A call of a function. */
export interface CallRequest extends CallOrder {
  /** Name of the definition. */
  readonly definition: string;
  readonly args: JsonObject;
}

/** A call of what a tool has beside its functions. */
export interface FeatureRequest<A extends FeatureAction> extends CallOrder {
  readonly action: A;
  readonly question: FeatureQuestions[A];
}

/** What transports and commands call tools through. */
export interface ToolHost extends AsyncDisposable {
  /** Every callable function of the active tools, sorted by name towards clients. */
  list(principal: string): Promise<Result<readonly ToolListing[], KamiError>>;
  /** The callable function with this name towards clients, or nothing. */
  find(principal: string, mcpName: string): Promise<Result<ToolListing | undefined, KamiError>>;
  /** The prompts of tools with their names towards clients, sorted by them. */
  prompts(of: readonly InstalledTool[]): readonly PromptListing[];
  call(request: CallRequest): Promise<Result<CallReport, KamiError>>;
  /**
   * Asks a component for a resource, a prompt or a completion: a call like that of a function, with its gates, grants,
   * deadline, limits and events. Errors: those of a call, `KAMI_RESOURCE_UNKNOWN`, `KAMI_PROMPT_UNKNOWN`.
   */
  ask<A extends FeatureAction>(request: FeatureRequest<A>): Promise<Result<FeatureAnswers[A], KamiError>>;
  /**
   * Refuses calls that wait or come with `KAMI_STOPPING` and lets those that run end by themselves; after `withinMs`
   * they are ended. Resolves when each has its answer, or when `urgent` fires.
   */
  drain(bounds: DrainBounds): Promise<void>;
  /** A new context for a call by a principal. */
  context(principal: string, from?: Partial<ExecutionContext>, traceparent?: string): ExecutionContext;
  /** Calls `listener` whenever the list changes, from this or another process; gives the way to stop. */
  onListChanged(listener: () => void): Disposable;
  /** Calls `listener` with what running components tell clients, at a bounded rate; gives the way to stop. */
  onSignal(listener: (tool: InstalledTool, signal: ToolSignal) => void): Disposable;
}
