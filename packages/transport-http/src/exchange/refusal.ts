import type { ServerResponse } from 'node:http';
import { rejectionFrame, type JsonRpcId } from '@kami/protocol';

/** Error code of JSON-RPC for what HTTP's status says already (implementation-defined, section 5.1). */
const HTTP_REFUSAL = -32_000;

/** A request that is not served. */
export interface Refusal {
  readonly status: 400 | 401 | 403 | 404 | 405 | 408 | 413 | 415 | 429 | 500 | 503;
  /** What is wrong, for a person or a log. */
  readonly message: string;
  /** Error code of JSON-RPC; absent: the one for refusals by HTTP. */
  readonly code?: number;
  readonly id?: JsonRpcId | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Headers of every answer: nothing of it is kept, or taken for something else than it says. */
export const ANSWER_HEADERS: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
};

/** Answers with an error of JSON-RPC under HTTP's status; the connection is closed where a body may be left unread. */
export function sendRefusal(response: ServerResponse, refusal: Refusal, isBodyRead: boolean): void {
  if (response.headersSent || response.destroyed) return;
  const { status, message, code = HTTP_REFUSAL, id = null, headers = {} } = refusal;
  const body = JSON.stringify(rejectionFrame({ code, message, id }));
  response.writeHead(status, {
    ...ANSWER_HEADERS,
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    ...(isBodyRead ? {} : { Connection: 'close' }),
    ...headers,
  });
  response.end(body);
}

/** Too many requests: when to come again stands in `Retry-After`, in whole seconds. */
export function tooMany(message: string, waitMs: number): Refusal {
  return { status: 429, message, headers: { 'Retry-After': String(Math.max(1, Math.ceil(waitMs / 1000))) } };
}
