/**
 * Threat: a refusal that its client never sees, since a connection that is closed with bytes unread is reset (RFC 9112,
 * section 9.6); and a client without a token that holds a connection by a body that never comes. Rule: a small body is
 * taken off the connection before the answer, within a second.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './read-body.ts';
import { sendRefusal, type Refusal } from './refusal.ts';

/** Bytes of a body that is taken off its connection for nothing. */
const MAX_DISCARDED: number = 64 * 1024;

/** Milliseconds for such a body to come. */
const DISCARD_MS = 1000;

/** Refuses a request whose body has not been read, and closes its connection. */
export async function refuseUnread(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
  withinMs: number = DISCARD_MS,
): Promise<void> {
  const late = setTimeout(() => sendRefusal(response, refusal, false), withinMs);
  if (request.headers['transfer-encoding'] === undefined) await readBody(request, MAX_DISCARDED);
  clearTimeout(late);
  sendRefusal(response, refusal, false);
}
