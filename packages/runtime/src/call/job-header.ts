import type { JobHeader } from '@kami/protocol';
import { formatTraceparent, type Clock, type Random } from '@kami/types';
import { freshSeed, wireTime } from '../pool/instance-frames.ts';
import type { CallOrder } from '../tool-host.ts';
import type { CallOutcome, CallSubject } from './call-subject.ts';

/** The job of a call, with a seed and a clock of its own. */
export function jobHeader(
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  { tool, context }: CallOrder,
  { action, definition }: Pick<CallSubject<CallOutcome>, 'action' | 'definition'>,
): JobHeader {
  const { limits } = tool.manifest;
  return {
    action,
    tool: definition,
    callId: context.callId,
    traceparent: formatTraceparent(context.trace),
    deadlineMs: Math.min(limits.maxExecutionMs, context.timeoutMs ?? limits.maxExecutionMs),
    maxOutputBytes: limits.maxOutputKb * 1024,
    client: context.client,
    seed: freshSeed(random),
    time: wireTime(clock),
    structured: tool.definitions.some((d) => d.name === definition && d.outputSchema !== undefined),
  };
}
