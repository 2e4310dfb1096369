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

/** Makes the events of one call. A failure to append goes to `onFailure`. */
export function createCallEvents(
  recorder: EventRecorder,
  log: EventLog,
  onFailure: (message: string) => void,
): CallEvents {
  const append = (event: RuntimeEvent): void => {
    const appending = log.append([event]).then((appended) => {
      if (!appended.ok) onFailure(appended.error.message);
    });
    detach(appending);
  };
  return {
    enter(state, data) {
      const { event } = CALL_STATES[state];
      if (event !== undefined) append(recorder.make(event.type, event.phase, data));
    },
    note(type, phase, data) {
      append(recorder.make(type, phase, data));
    },
  };
}
