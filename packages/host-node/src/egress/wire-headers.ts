import type { WireHeader } from '@kami/protocol';

/** Fields of one connection, not of the message (RFC 9110, section 7.6.1): a guest never sees the connection. */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
]);

/** The fields of a header section as the client gives them raw: names and values in turn. */
export function readRawHeaders(raw: unknown): readonly WireHeader[] {
  if (!Array.isArray(raw)) return [];
  const texts = raw.map((part: unknown) => (Buffer.isBuffer(part) ? part.toString('latin1') : String(part)));
  const headers: WireHeader[] = [];
  for (let index = 0; index + 1 < texts.length; index += 2) {
    const name = texts[index] ?? '';
    if (!HOP_BY_HOP.has(name.toLowerCase())) headers.push([name, texts[index + 1] ?? '']);
  }
  return headers;
}
