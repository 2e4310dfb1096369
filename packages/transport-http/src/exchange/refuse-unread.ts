import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './read-body.ts';
import { sendRefusal, type Refusal } from './refusal.ts';

/** Bytes of a body that is taken off its connection for nothing. */
const MAX_DISCARDED: number = 64 * 1024;

/**
 * Refuses a request whose body has not been read. A small body is taken off the connection first: one that is closed with
 * bytes unread is reset, and its client may lose the answer (RFC 9112, section 9.6). After any other the connection is
 * closed.
 */
export async function refuseUnread(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
): Promise<void> {
  sendRefusal(response, refusal, await isDiscarded(request));
}

async function isDiscarded(request: IncomingMessage): Promise<boolean> {
  const { 'transfer-encoding': coding, 'content-length': length = '0' } = request.headers;
  if (coding !== undefined || Number(length) > MAX_DISCARDED) return false;
  const body = await readBody(request, MAX_DISCARDED);
  return body.ok;
}
