import {
  detach,
  type Clock,
  type ClockReading,
  type EventLog,
  type EventPhase,
  type EventType,
  type JsonObject,
  type RunLater,
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

interface Noted {
  readonly type: EventType;
  readonly phase: EventPhase;
  readonly data: JsonObject | undefined;
  readonly at: ClockReading;
}

/**
 * Makes the events of one call, each with the time of its transition. Those up to the dispatch are made and appended
 * while the executor works, the others at once. A failure to append goes to `onFailure`.
 */
export function createCallEvents(
  recorder: EventRecorder,
  { clock, later, events: log }: { clock: Clock; later: RunLater; events: EventLog },
  onFailure: (message: string) => void,
): CallEvents {
  let noted: Noted[] = [];
  let atGates = true;

  const append = (): void => {
    if (noted.length === 0) return;
    const batch = noted.map(({ type, phase, data, at }) => recorder.make(type, phase, data, at));
    noted = [];
    const appending = log.append(batch).then((appended) => {
      if (!appended.ok) onFailure(`Events of a call are lost. ${appended.error.message}`);
    });
    detach(appending);
  };
  const note: CallEvents['note'] = (type, phase, data) => {
    noted.push({ type, phase, data, at: clock.now() });
    if (!atGates) append();
  };
  return {
    note,
    enter(state, data) {
      const { event } = CALL_STATES[state];
      if (event !== undefined && state === 'dispatched') {
        noted.push({ ...event, data, at: clock.now() });
        later(append);
      } else if (event !== undefined) note(event.type, event.phase, data);
      if (GATES.has(state)) return;
      atGates = false;
      if (state !== 'dispatched') append();
    },
  };
}
