/**
 * Threat: a log whose rows are changed, moved or taken out afterwards.
 * Rule: each row carries the RFC 6962 hash of its fields, its position among them; fields are framed by length, so no
 * two rows have the same bytes.
 */
import { hash } from 'node:crypto';
import { parseDigest, type Digest, type RuntimeEvent } from '@kami/types';

/** SHA-256 of bytes. */
export function sha256(bytes: Uint8Array): Digest {
  const digest = parseDigest(hash('sha256', bytes, 'hex'));
  if (!digest.ok) throw new Error('SHA-256 gave no digest');
  return digest.value;
}

/**
 * The leaf hash of an event at a position (RFC 6962, section 2.1): SHA-256 over 0x00 and the framed fields. A frame is
 * the length as u32 big-endian and the UTF-8 bytes; an absent field is the length 0xFFFFFFFF alone.
 */
export function leafHash(seq: number, event: RuntimeEvent, payloadDigest: Digest): Digest {
  const { artifact } = event;
  const fields = [
    String(seq),
    event.eventId,
    event.time,
    event.traceId,
    event.spanId,
    event.parentSpanId,
    event.correlationId,
    event.causationId,
    event.actor,
    event.claimedClient,
    event.intent,
    artifact?.toolId,
    artifact?.version,
    artifact?.digest,
    event.phase,
    event.type,
    String(event.schemaVersion),
    payloadDigest,
  ];
  return sha256(Buffer.concat([Buffer.of(0), ...fields.map(frame)]));
}

function frame(field: string | undefined): Uint8Array {
  const bytes = Buffer.from(field ?? '', 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(field === undefined ? 0xff_ff_ff_ff : bytes.length);
  return Buffer.concat([length, bytes]);
}
