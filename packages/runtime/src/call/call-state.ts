import type { EventPhase, EventType } from '@kami/types';

/** Where a call stands. */
export type CallState =
  | 'received'
  | 'validated'
  | 'admitted'
  | 'queued'
  | 'dispatched'
  | 'running'
  | 'delivered'
  | 'failed'
  | 'denied'
  | 'timed-out'
  | 'cancelled'
  | 'parked'
  | 'awaiting-approval'
  | 'outcome-unknown';

/** What holds for a state: how it is entered, how long it may last, and what follows when that fails. */
export interface CallStateRule {
  /** What must be true to enter it. */
  readonly entry: string;
  /** Which bound ends it, or `none` for a final state and for a gate, which is passed without a pause. */
  readonly timeout: 'queue' | 'deadline' | 'park' | 'none';
  /** Whether KAMI tries again by itself. Never: a tool may have acted already. */
  readonly retry: 'never';
  /** The state that follows when the bound is reached or the step fails. */
  readonly fallback: CallState | 'none';
  /** The event that the transition appends, where there is one of its own. */
  readonly event?: { readonly type: EventType; readonly phase: EventPhase };
}

const FINAL = { timeout: 'none', retry: 'never', fallback: 'none' } as const;

/** The states of a call, in one table. */
export const CALL_STATES: { readonly [S in CallState]: CallStateRule } = {
  received: {
    entry: 'a frame or a command names an installed tool',
    timeout: 'none',
    retry: 'never',
    fallback: 'failed',
    event: { type: 'intent.received', phase: 'gate' },
  },
  validated: {
    entry: 'size, depth and form of the arguments hold',
    timeout: 'none',
    retry: 'never',
    fallback: 'failed',
    event: { type: 'gate.schema', phase: 'gate' },
  },
  admitted: {
    entry: 'the grant is active and every policy gate allows',
    timeout: 'none',
    retry: 'never',
    fallback: 'denied',
    event: { type: 'gate.policy', phase: 'gate' },
  },
  queued: {
    entry: 'no executor is free',
    timeout: 'queue',
    retry: 'never',
    fallback: 'failed',
    event: { type: 'call.queued', phase: 'data_plane' },
  },
  dispatched: {
    entry: 'an executor took the call; the deadline runs',
    timeout: 'deadline',
    retry: 'never',
    fallback: 'timed-out',
    event: { type: 'dataplane.dispatched', phase: 'data_plane' },
  },
  running: {
    entry: 'the job was sent',
    timeout: 'deadline',
    retry: 'never',
    fallback: 'timed-out',
    event: { type: 'dataplane.running', phase: 'data_plane' },
  },
  delivered: {
    entry: 'the answer was checked',
    ...FINAL,
    event: { type: 'artifact.delivered', phase: 'data_plane' },
  },
  failed: {
    entry: 'the tool, its answer or the executor failed',
    ...FINAL,
    event: { type: 'call.failed', phase: 'data_plane' },
  },
  denied: {
    entry: 'a gate refused, or the call failed on something that was not granted',
    ...FINAL,
    event: { type: 'call.denied', phase: 'gate' },
  },
  'timed-out': {
    entry: 'the deadline or the queue bound was reached',
    ...FINAL,
    event: { type: 'call.timed-out', phase: 'data_plane' },
  },
  cancelled: {
    entry: 'the caller withdrew',
    ...FINAL,
    event: { type: 'call.cancelled', phase: 'data_plane' },
  },
  parked: {
    entry: 'the tool asked a person',
    timeout: 'park',
    retry: 'never',
    fallback: 'cancelled',
    event: { type: 'call.parked', phase: 'data_plane' },
  },
  'awaiting-approval': {
    entry: 'a governor asks a person first',
    timeout: 'park',
    retry: 'never',
    fallback: 'denied',
  },
  'outcome-unknown': { entry: 'the node that ran the call was lost', ...FINAL },
};
