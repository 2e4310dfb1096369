/**
 * Threat: a trailer that changes how a message already judged is framed, routed or authorised. Rule: of
 * trailers only fields pass that say none of this (RFC 9110, section 6.5.1), and within the bound of
 * header fields.
 */
import type { WireHeader } from '@kami/protocol';
import type { EgressFault } from '@kami/sandbox';
import { MAX_REQUEST_HEADER_BYTES } from './egress-bounds.ts';

/** Fields of framing, routing, authentication, and of how the content is to be read. */
const FORBIDDEN: ReadonlySet<string> = new Set([
  'authorization',
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'content-range',
  'content-type',
  'cookie',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'max-forwards',
  'range',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Why trailers may not be sent; nothing when they may. */
export function refuseTrailers(trailers: readonly WireHeader[]): EgressFault | undefined {
  let size = 0;
  for (const [name, value] of trailers) {
    const lower = name.toLowerCase();
    size += name.length + value.length + 4;
    if (FORBIDDEN.has(lower) || lower.startsWith('proxy-')) return refused(`the field ${name.slice(0, 64)}`);
  }
  return size > MAX_REQUEST_HEADER_BYTES ? refused('fields of that size') : undefined;
}

function refused(what: string): EgressFault {
  return {
    code: 'HTTP-request-denied',
    message: `${what} may not be a trailer`,
    refusal: 'forbidden-header',
  };
}
