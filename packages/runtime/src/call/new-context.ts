import { startTrace, uuidV7, type Clock, type Random } from '@kami/types';
import type { ExecutionContext } from './execution-context.ts';

/** Makes the context of a new call by a principal: ordinary priority, live, first attempt. */
export function newContext(
  clock: Clock,
  random: Random,
  workspace: string,
  principal: string,
  from: Partial<ExecutionContext> = {},
  traceparent?: string,
): ExecutionContext {
  return {
    callId: uuidV7(clock, random),
    principal,
    workspace,
    trace: startTrace(random, traceparent),
    priority: 'P1',
    labels: [],
    attempt: 1,
    mode: 'live',
    client: [],
    ...from,
  };
}
