import { toHex } from './hex.ts';
import type { Clock, Random } from './ports.ts';

/** Makes a UUIDv7 (RFC 9562, section 5.7): 48 bits of milliseconds, the rest random. */
export function uuidV7(clock: Clock, random: Random): string {
  const millis = Math.floor(clock.now().wallMicros / 1000);
  const bytes = random.bytes(16);
  let left = millis;
  for (let i = 5; i >= 0; i--) {
    bytes[i] = left % 256;
    left = Math.floor(left / 256);
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const text = toHex(bytes);
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    '-',
  );
}

/** A W3C Trace Context: which trace, and which span in it. */
export interface TraceContext {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}

/** Starts a trace, or a child span of the `traceparent` header given (W3C Trace Context, level 1). */
export function startTrace(random: Random, traceparent?: string): TraceContext {
  const parent = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}$/.exec(
    traceparent ?? '',
  );
  const spanId = toHex(random.bytes(8));
  const [, traceId, parentSpanId] = parent ?? [];
  return traceId !== undefined && parentSpanId !== undefined
    ? { traceId, spanId, parentSpanId }
    : { traceId: toHex(random.bytes(16)), spanId };
}

/** The `traceparent` header of a trace context, sampled. */
export function formatTraceparent(trace: TraceContext): string {
  return `00-${trace.traceId}-${trace.spanId}-01`;
}

/** The second that was formatted last: of some thousand readings a second, all but one share it. */
const lastSecond = { second: Number.NaN, text: '' };

/** A clock reading as RFC 3339 in UTC with microseconds. */
export function formatMicros(wallMicros: number): string {
  const second = Math.floor(wallMicros / 1e6);
  if (second !== lastSecond.second) {
    lastSecond.text = new Date(second * 1000).toISOString().slice(0, -4);
    lastSecond.second = second;
  }
  return `${lastSecond.text}${String(Math.floor(wallMicros) - second * 1e6).padStart(6, '0')}Z`;
}
