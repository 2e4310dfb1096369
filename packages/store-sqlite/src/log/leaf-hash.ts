/**
 * Threat: a log whose rows are changed, moved or taken out afterwards.
 * Rule: each row carries the RFC 6962 hash of its fields, its position among them; fields are framed by length, so no
 * two rows have the same bytes.
 */
import { hash } from 'node:crypto';
import { parseDigest, type Digest, type RuntimeEvent } from '@kami/types';

/** The length that stands for an absent field. */
const ABSENT = 0xff_ff_ff_ff;

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
  return sha256(framed(fields));
}

/** 0x00 and the fields, each framed, written into one buffer: the store thread hashes some thousand events a second. */
function framed(fields: readonly (string | undefined)[]): Uint8Array {
  const most = fields.reduce((sum, field) => sum + 4 + 3 * (field?.length ?? 0), 1);
  const bytes = Buffer.allocUnsafe(most);
  let end = bytes.writeUInt8(0);
  for (const field of fields) {
    const length = field === undefined ? 0 : bytes.write(field, end + 4, 'utf8');
    bytes.writeUInt32BE(field === undefined ? ABSENT : length, end);
    end += 4 + length;
  }
  return bytes.subarray(0, end);
}
