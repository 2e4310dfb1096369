import {
  detach,
  type Clock,
  type ClockReading,
  type EventLog,
  type EventPhase,
  type EventType,
  type JsonObject,
  type RunAfterwards,
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

/** What the events of a call need. */
export interface CallEventPorts {
  readonly clock: Clock;
  readonly later: RunLater;
  readonly afterAnswer: RunAfterwards;
  readonly events: EventLog;
}

/**
 * Makes the events of one call, each with the time of its transition. They are made and appended together when its answer
 * has gone out, or a moment after the dispatch where it takes longer (measured: 0.1 ms of a call of 1 ms). A failure to
 * append goes to `onFailure`.
 */
export function createCallEvents(
  recorder: EventRecorder,
  { clock, later, afterAnswer, events: log }: CallEventPorts,
  onFailure: (message: string) => void,
): CallEvents {
  let noted: Noted[] = [];
  let atGates = true;
  let cancelAppend: (() => void) | undefined;

  const append = (): void => {
    cancelAppend = undefined;
    if (noted.length === 0) return;
    const batch = noted.map(({ type, phase, data, at }) => recorder.make(type, phase, data, at));
    noted = [];
    const appending = log.append(batch).then((appended) => {
      if (!appended.ok) onFailure(`Events of a call are lost. ${appended.error.message}`);
    });
    detach(appending);
  };
  /** Lets what was noted not wait for an answer that takes its time. */
  const expectAppend = (): void => {
    cancelAppend ??= later(append);
  };
  const add = (type: EventType, phase: EventPhase, data: JsonObject | undefined): void => {
    noted.push({ type, phase, data, at: clock.now() });
  };
  return {
    note(type, phase, data) {
      add(type, phase, data);
      if (!atGates) expectAppend();
    },
    enter(state, data) {
      const { event, timeout } = CALL_STATES[state];
      if (event !== undefined) add(event.type, event.phase, data);
      if (GATES.has(state)) return;
      atGates = false;
      const isFinal = timeout === 'none';
      if (!isFinal) return expectAppend();
      cancelAppend?.();
      afterAnswer(append);
    },
  };
}
