import type { Digest, ToolId, ToolVersion } from './identifiers.ts';
import type { JsonObject } from './json.ts';

/** Version of the form of events; grows when a field changes its meaning. */
export const EVENT_SCHEMA_VERSION = 1;

/** Where in KAMI an event happened: changing what is installed, running a call, or deciding. */
export type EventPhase = 'control_plane' | 'data_plane' | 'gate';

/** The closed list of event types. */
export const EVENT_TYPES = [
  'intent.received',
  'gate.schema',
  'gate.grant',
  'gate.policy',
  'call.queued',
  'dataplane.dispatched',
  'dataplane.running',
  'artifact.delivered',
  'call.failed',
  'call.denied',
  'call.timed-out',
  'call.cancelled',
  'call.parked',
  'capability.denied',
  'capability.allowed',
  'executor.killed',
  'install.manifest',
  'install.assets',
  'install.logic',
  'install.heartbeat',
  'tool.installed',
  'tool.prepared',
  'tool.approved',
  'tool.rolled-back',
  'tool.granted',
  'tool.revoked',
  'tool.removed',
  'secret.set',
  'secret.removed',
  'secret.failed',
  'token.created',
  'token.revoked',
  'store.collected',
  'home.restored',
  'log.shredded',
] as const;

/** One of {@link EVENT_TYPES}. */
export type EventType = (typeof EVENT_TYPES)[number];

/** The component that an event is about. */
export interface EventArtifact {
  readonly toolId: ToolId;
  readonly version: ToolVersion;
  readonly digest: Digest;
}

/** Something that happened; immutable. Ids of trace and spans are W3C Trace Context ids in hex. */
export interface RuntimeEvent {
  /** UUIDv7 (RFC 9562). */
  readonly eventId: string;
  /** UTC, RFC 3339 with microseconds. */
  readonly time: string;
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits. */
  readonly spanId: string;
  readonly parentSpanId?: string;
  /** The call or command that the event belongs to. */
  readonly correlationId: string;
  /** The event that led to this one. */
  readonly causationId?: string;
  /** `cli:<uid>`, `stdio` or `token:<id>`. */
  readonly actor: string;
  /** What a client says of itself: a claim. */
  readonly claimedClient?: string;
  /** What was asked for, for example `tools/call json-query`. */
  readonly intent: string;
  readonly artifact?: EventArtifact;
  readonly phase: EventPhase;
  readonly type: EventType;
  readonly schemaVersion: number;
  /** Digests and sizes, never contents of arguments or results. */
  readonly data: JsonObject;
}

/** An event in the log. */
export interface StoredEvent extends RuntimeEvent {
  /** Position in the log, from 1, without gaps. */
  readonly seq: number;
  /** SHA-256 of the payload bytes, hex. */
  readonly payloadDigest: Digest;
  /** RFC 6962 leaf hash over the length-framed fields, hex. */
  readonly leafHash: Digest;
}

/** Which events to read. */
export interface EventQuery {
  /** Only events after this position. */
  readonly after?: number;
  /** The newest `limit` events that match, in order. */
  readonly limit: number;
  readonly toolId?: ToolId;
  readonly correlationId?: string;
  readonly type?: EventType;
}
