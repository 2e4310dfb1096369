/**
 * Threat: a client that asks and does not read, so that answers pile up. Rule: a part is taken from the source only when
 * the one before it is on its way, and a connection that takes nothing for a while is ended.
 */
import type { ServerResponse } from 'node:http';
import { ANSWER_HEADERS } from './refusal.ts';

/** Milliseconds that a client may leave a full connection unread. */
const STALLED_MS = 30_000;

/** Sends an answer of the Fetch standard; resolves when it is sent or the client has gone. */
export async function sendResponse(
  answer: Response,
  response: ServerResponse,
  stalledMs: number = STALLED_MS,
): Promise<void> {
  if (response.destroyed) {
    await answer.body?.cancel();
    return;
  }
  // Whether the connection stays is this server's to say, and so is who may keep an answer.
  for (const name of ['connection', 'cache-control']) answer.headers.delete(name);
  response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), ...ANSWER_HEADERS });
  if (answer.body === null) {
    response.end();
    return;
  }
  // A stream may have nothing to say for long: its client is to know that it stands.
  response.flushHeaders();
  const reader: ReadableStreamDefaultReader<Uint8Array> = answer.body.getReader();
  const cancel = (): void => void reader.cancel().catch(() => undefined);
  response.once('close', cancel);
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (response.write(part.value) || (await isDrained(response, stalledMs))) continue;
      response.destroy();
      // A source that always has more would never let the loop of events tell it that the client is gone.
      await reader.cancel();
      break;
    }
  } catch {
    // The source broke: an answer that is cut off must not look whole.
    response.destroy();
  }
  response.off('close', cancel);
  response.end();
}

async function isDrained(response: ServerResponse, stalledMs: number): Promise<boolean> {
  if (response.destroyed) return false;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), stalledMs);
  const onDrain = (): void => resolve(true);
  const onClose = (): void => resolve(false);
  response.once('drain', onDrain).once('close', onClose);
  const drained = await promise;
  clearTimeout(timer);
  response.off('drain', onDrain).off('close', onClose);
  return drained;
}
