import {
  EVENT_SCHEMA_VERSION,
  formatMicros,
  startTrace,
  uuidV7,
  type Clock,
  type ClockReading,
  type EventArtifact,
  type EventPhase,
  type EventType,
  type JsonObject,
  type Random,
  type RuntimeEvent,
  type TraceContext,
} from '@kami/types';
import type { InstalledTool } from '@kami/registry';

/** What all events of one intent have in common. */
export interface EventSubject {
  readonly actor: string;
  readonly claimedClient?: string;
  readonly intent: string;
  readonly correlationId: string;
  readonly trace: TraceContext;
  readonly artifact?: EventArtifact;
}

/** Makes the events of one intent: each names the one before it as its cause. */
export interface EventRecorder {
  /** An event of this moment, or of the one given. */
  make(type: EventType, phase: EventPhase, data?: JsonObject, at?: ClockReading): RuntimeEvent;
}

/** Makes the recorder of one intent. */
export function createEventRecorder(clock: Clock, random: Random, subject: EventSubject): EventRecorder {
  let last: string | undefined;
  const { trace, ...rest } = subject;
  return {
    make(type, phase, data = {}, at = clock.now()) {
      const eventId = uuidV7({ now: () => at }, random);
      const event: RuntimeEvent = {
        eventId,
        time: formatMicros(at.wallMicros),
        traceId: trace.traceId,
        spanId: trace.spanId,
        ...(trace.parentSpanId === undefined ? {} : { parentSpanId: trace.parentSpanId }),
        ...(last === undefined ? {} : { causationId: last }),
        ...rest,
        phase,
        type,
        schemaVersion: EVENT_SCHEMA_VERSION,
        data,
      };
      last = eventId;
      return event;
    },
  };
}

/** Makes the recorder of an intent outside a call, such as an installation: it has a correlation and a trace of its own. */
export function createChangeRecorder(
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  subject: Omit<EventSubject, 'correlationId' | 'trace'>,
): EventRecorder {
  const correlationId = uuidV7(clock, random);
  return createEventRecorder(clock, random, { ...subject, correlationId, trace: startTrace(random) });
}

/** The artifact of an installed tool, for its events. */
export function artifactOf(tool: Pick<InstalledTool, 'id' | 'version' | 'digest'>): EventArtifact {
  return { toolId: tool.id, version: tool.version, digest: tool.digest };
}
