import { concatBytes } from '@kami/types';
import type { HttpErrorCode, HttpErrorDetail, WireHeader } from '../host-call/http.ts';
import type { RecordedFrame } from './recorded-call.ts';

/** A request as a guest made it. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly WireHeader[];
  readonly body: Uint8Array;
}

/** How a request was answered, as far as the guest read the answer. */
export type RecordedResponse =
  | {
      readonly status: number;
      readonly headers: readonly WireHeader[];
      readonly body: Uint8Array;
      readonly trailers?: readonly WireHeader[];
    }
  | { readonly httpError: HttpErrorCode; readonly message?: string; readonly detail?: HttpErrorDetail };

/** One request with its answer: the frames of one handle, read together. */
export interface RecordedExchange {
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
}

/** Failures by which the host says that policy refused: they are judged anew in each call. */
const REFUSALS: ReadonlySet<HttpErrorCode> = new Set(['HTTP-request-denied', 'destination-IP-prohibited']);

type CallFrame = Extract<RecordedFrame, { readonly kind: 'call' }>;
interface Open {
  readonly start: CallFrame['call'] & { readonly op: 'http.start' };
  readonly sent: Uint8Array[];
  readonly received: Uint8Array[];
  head?: { readonly status: number; readonly headers: readonly WireHeader[] };
  trailers?: readonly WireHeader[];
  failure?: Extract<RecordedResponse, { readonly httpError: HttpErrorCode }>;
}

/**
 * The HTTP of recorded frames, in the order in which requests began. What policy refused is left out, and what the guest
 * gave up before it had an answer.
 */
export function exchangesOf(frames: readonly RecordedFrame[]): readonly RecordedExchange[] {
  const all: Open[] = [];
  const open = new Map<number, Open>();
  for (const frame of frames) {
    if (frame.kind === 'oneway') continue;
    const { call, reply } = frame;
    if (call.op === 'http.start' && 'ok' in reply && reply.ok === 'started') {
      const started: Open = { start: call, sent: [frame.body], received: [] };
      all.push(started);
      open.set(reply.handle, started);
    } else if (call.op === 'http.body') open.get(call.handle)?.sent.push(frame.body);
    if (call.op === 'http.body' || call.op === 'http.next') readReply(open.get(call.handle), frame);
  }
  return all.flatMap(closeExchange);
}

function readReply(exchange: Open | undefined, { reply, replyBody }: CallFrame): void {
  if (exchange === undefined) return;
  if ('httpError' in reply) {
    const { time: _time, ...failure } = reply;
    exchange.failure = failure;
  } else if ('ok' in reply && (reply.ok === 'head' || reply.ok === 'bytes')) {
    exchange.received.push(replyBody);
    if (reply.ok === 'head') exchange.head = { status: reply.status, headers: reply.headers };
    else if (reply.trailers !== undefined) exchange.trailers = reply.trailers;
  }
}

function closeExchange({ start, sent, received, head, trailers, failure }: Open): RecordedExchange[] {
  if (failure !== undefined && REFUSALS.has(failure.httpError)) return [];
  const { method, url, headers } = start;
  const request = { method, url, headers, body: concatBytes(sent) };
  if (failure !== undefined) return [{ request, response: failure }];
  if (head === undefined) return [];
  const body = concatBytes(received);
  return [{ request, response: { ...head, body, ...(trailers === undefined ? {} : { trailers }) } }];
}
