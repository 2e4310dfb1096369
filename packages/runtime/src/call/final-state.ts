import type { KamiError, KamiErrorCode, Result } from '@kami/types';
import type { CallOutcome } from './call-subject.ts';
import type { CallState } from './call-state.ts';

const BY_CODE: Partial<Record<KamiErrorCode, CallState>> = {
  KAMI_DENIED: 'denied',
  KAMI_TOOL_HELD: 'denied',
  KAMI_DEADLINE_EXCEEDED: 'timed-out',
  KAMI_QUEUE_FULL: 'timed-out',
  KAMI_CANCELLED: 'cancelled',
};

/** The state in which a call ends: the tool's own failure is an answer, hence delivered. */
export function finalState(result: Result<CallOutcome, KamiError>): CallState {
  return result.ok ? 'delivered' : (BY_CODE[result.error.code] ?? 'failed');
}
