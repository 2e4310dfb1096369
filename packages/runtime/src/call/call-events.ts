import {
  detach,
  type EventLog,
  type EventPhase,
  type EventType,
  type JsonObject,
  type RuntimeEvent,
} from '@kami/types';
import { CALL_STATES, type CallState } from './call-state.ts';
import type { EventRecorder } from './event-recorder.ts';

/** Appends the events of one call; no answer waits for them. */
export interface CallEvents {
  /** The event of a transition. */
  enter(state: CallState, data?: JsonObject): void;
  /** An event beside the states. */
  note(type: EventType, phase: EventPhase, data?: JsonObject): void;
}

/** States that a call passes without a pause. */
const GATES: ReadonlySet<CallState> = new Set(['received', 'validated', 'admitted']);

/**
 * Makes the events of one call. Those of its gates are appended together, when it has passed or failed them. A failure to append goes
 * to `onFailure`.
 */
export function createCallEvents(
  recorder: EventRecorder,
  log: EventLog,
  onFailure: (message: string) => void,
): CallEvents {
  let held: RuntimeEvent[] | undefined = [];

  const append = (batch: readonly RuntimeEvent[]): void => {
    const appending = log.append(batch).then((appended) => {
      if (!appended.ok) onFailure(appended.error.message);
    });
    detach(appending);
  };
  const add = (event: RuntimeEvent): void => {
    if (held === undefined) append([event]);
    else held.push(event);
  };
  return {
    enter(state, data) {
      const { event } = CALL_STATES[state];
      if (event !== undefined) add(recorder.make(event.type, event.phase, data));
      if (held === undefined || GATES.has(state)) return;
      append(held);
      held = undefined;
    },
    note: (type, phase, data) => add(recorder.make(type, phase, data)),
  };
}
