import {
  EVENT_TYPES,
  isJsonObject,
  type Digest,
  type EventArtifact,
  type EventPhase,
  type EventType,
  type JsonObject,
  type RuntimeEvent,
  type StoredEvent,
} from '@kami/types';
import { columnsOf, parseJson, type Columns } from './columns.ts';
import { isDigest, isToolId, isToolVersion } from './stored-forms.ts';

/** Columns of `events`, in order. */
export const EVENT_COLUMNS: readonly string[] = [
  'seq',
  'event_id',
  'time',
  'trace_id',
  'span_id',
  'parent_span_id',
  'correlation_id',
  'causation_id',
  'actor',
  'claimed_client',
  'intent',
  'tool_id',
  'tool_version',
  'digest',
  'phase',
  'type',
  'schema_version',
  'payload_digest',
  'leaf_hash',
];

const WITH_PAYLOAD = [...EVENT_COLUMNS, 'payload'];

/** An event as named parameters of an insert. */
export function writeEvent(
  seq: number,
  event: RuntimeEvent,
  payloadDigest: Digest,
  leafHash: Digest,
): Readonly<Record<string, string | number | null>> {
  return {
    seq,
    event_id: event.eventId,
    time: event.time,
    trace_id: event.traceId,
    span_id: event.spanId,
    parent_span_id: event.parentSpanId ?? null,
    correlation_id: event.correlationId,
    causation_id: event.causationId ?? null,
    actor: event.actor,
    claimed_client: event.claimedClient ?? null,
    intent: event.intent,
    tool_id: event.artifact?.toolId ?? null,
    tool_version: event.artifact?.version ?? null,
    digest: event.artifact?.digest ?? null,
    phase: event.phase,
    type: event.type,
    schema_version: event.schemaVersion,
    payload_digest: payloadDigest,
    leaf_hash: leafHash,
  };
}

/** The event of a row of {@link EVENT_COLUMNS} and its payload as text, as an array; a shredded payload reads as an empty object. */
export function readEvent(row: unknown): StoredEvent {
  const columns = columnsOf(WITH_PAYLOAD, row);
  const parentSpanId = columns.optionalText('parent_span_id');
  const causationId = columns.optionalText('causation_id');
  const claimedClient = columns.optionalText('claimed_client');
  const artifact = readArtifact(columns);
  return {
    seq: columns.integer('seq'),
    eventId: columns.text('event_id'),
    time: columns.text('time'),
    traceId: columns.text('trace_id'),
    spanId: columns.text('span_id'),
    ...(parentSpanId === undefined ? {} : { parentSpanId }),
    correlationId: columns.text('correlation_id'),
    ...(causationId === undefined ? {} : { causationId }),
    actor: columns.text('actor'),
    ...(claimedClient === undefined ? {} : { claimedClient }),
    intent: columns.text('intent'),
    ...(artifact === undefined ? {} : { artifact }),
    phase: columns.one('phase', isPhase),
    type: columns.one('type', isType),
    schemaVersion: columns.integer('schema_version'),
    data: readData(columns.optionalText('payload')),
    payloadDigest: columns.one('payload_digest', isDigest),
    leafHash: columns.one('leaf_hash', isDigest),
  };
}

function readArtifact(columns: Columns): EventArtifact | undefined {
  if (columns.optionalText('tool_id') === undefined) return undefined;
  return {
    toolId: columns.one('tool_id', isToolId),
    version: columns.one('tool_version', isToolVersion),
    digest: columns.one('digest', isDigest),
  };
}

function readData(payload: string | undefined): JsonObject {
  const value = payload === undefined ? {} : parseJson(payload);
  return isJsonObject(value) ? value : {};
}

const isPhase = (text: string): text is EventPhase => ['control_plane', 'data_plane', 'gate'].includes(text);
const isType = (text: string): text is EventType => EVENT_TYPES.some((type) => type === text);
