import type { JobAction } from '@kami/protocol';
import type { Denial, Redactor } from '@kami/sandbox';
import type { ContentBlock, JsonObject, KamiError, Result, ToolOutcome } from '@kami/types';
import type { JobResult } from '../executor.ts';
import type { CallRequest } from '../tool-host.ts';
import { redactOutcome } from '../redaction/redact-outcome.ts';
import { interpretResult } from './interpret-result.ts';

/** What every answer of a component says: whether it is the tool's own failure, and in which words. */
export interface CallOutcome {
  readonly isError: boolean;
  readonly content?: readonly ContentBlock[];
}

/** A call that ended with an answer of the component. */
export interface AnyCallReport<T extends CallOutcome> {
  readonly outcome: T;
  readonly denials: readonly Denial[];
  /** Milliseconds from the call's reception to its answer, waiting included. */
  readonly durationMs: number;
}

/** What a call asks of a component, and how its answer is read. */
export interface CallSubject<T extends CallOutcome> {
  /** For events, for example `tools/call json-query`. */
  readonly intent: string;
  readonly action: JobAction;
  /** The name of the definition; empty for what is no function. */
  readonly definition: string;
  readonly args: JsonObject;
  readonly read: (result: JobResult) => Result<T, KamiError>;
  /** An answer without the secrets of the tool. */
  readonly redact: (answer: T, redactor: Redactor) => T;
}

/** The call of a function. */
export function functionCall({ tool, definition, args }: CallRequest): CallSubject<ToolOutcome> {
  return {
    intent: `tools/call ${tool.name}/${definition}`,
    action: 'call',
    definition,
    args,
    read: (result) => interpretResult(tool.name, result),
    redact: redactOutcome,
  };
}
