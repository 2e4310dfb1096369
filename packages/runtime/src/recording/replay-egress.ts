/**
 * Threat: a test that passes because a request went nowhere, or to the real service. Rule: behind this port there is no
 * network; a request without a recorded answer fails, and is told apart from one that the service refused.
 */
import type { RecordedExchange, RecordedResponse } from '@kami/protocol';
import type { Egress, EgressExchange, EgressFault, EgressPart, EgressRequest } from '@kami/sandbox';
import { concatBytes, err, ok, type NetRule, type Result } from '@kami/types';

/** A request that has no recorded answer. */
export interface UnrecordedRequest {
  readonly method: string;
  readonly url: string;
  /** Which request of its kind it was, from 1. */
  readonly nth: number;
  /** Bytes of its body. */
  readonly bodyBytes: number;
  /** Recorded requests with this method and address, whatever their bodies. */
  readonly similar: number;
}

/** What replaying is made from. */
export interface ReplayParts {
  readonly exchanges: readonly RecordedExchange[];
  /** What a request is known by: equal for a request and its recording. */
  readonly keyOf: (method: string, url: string, body: Uint8Array) => string;
  /** Why the guard refuses a request, as it would before sending it. */
  readonly refuse: (rules: readonly NetRule[], request: EgressRequest) => EgressFault | undefined;
  readonly onUnrecorded: (request: UnrecordedRequest) => void;
}

/** An egress that answers the n-th request of a kind with the n-th recorded answer of that kind, whatever the order. */
export function createReplayEgress({ exchanges, keyOf, refuse, onUnrecorded }: ReplayParts): Egress {
  const recorded = Map.groupBy(exchanges, ({ request }) => keyOf(request.method, request.url, request.body));
  const asked = new Map<string, number>();

  const answer = ({ method, url }: EgressRequest, body: Uint8Array): RecordedResponse => {
    const key = keyOf(method, url, body);
    const nth = (asked.get(key) ?? 0) + 1;
    asked.set(key, nth);
    const found = recorded.get(key)?.[nth - 1];
    if (found !== undefined) return found.response;
    const empty = new Uint8Array(0);
    const place = keyOf(method, url, empty);
    const similar = exchanges.filter(({ request }) => keyOf(request.method, request.url, empty) === place);
    onUnrecorded({ method, url, nth, bodyBytes: body.length, similar: similar.length });
    return { httpError: 'internal-error', message: `there is no recording of ${method} ${url}` };
  };

  return {
    start(_pool, rules, request) {
      const fault = refuse(rules, request);
      return fault === undefined ? replayExchange(request, answer) : failed(fault);
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function replayExchange(
  request: EgressRequest,
  answer: (request: EgressRequest, body: Uint8Array) => RecordedResponse,
): EgressExchange {
  const { promise: sent, resolve: finish } = Promise.withResolvers<RecordedResponse>();
  const parts: Uint8Array[] = [];
  let at: number | undefined;
  if (request.body !== 'stream')
    finish(answer(request, request.body === 'none' ? new Uint8Array(0) : request.body));
  return {
    async send(chunk, end) {
      parts.push(new Uint8Array(chunk));
      if (end) finish(answer(request, concatBytes(parts)));
      return Promise.resolve(ok(true));
    },
    writable: () => Promise.resolve(),
    readable: async () => void (await sent),
    async next(max) {
      const response = await sent;
      const part = partOf(response, at, max);
      if (part.ok) at = (at ?? 0) + part.value.bytes.length;
      return part;
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** The next part of an answer of which `at` bytes were given; the head comes with the first. */
function partOf(
  response: RecordedResponse,
  at: number | undefined,
  max: number,
): Result<EgressPart, EgressFault> {
  if ('httpError' in response) {
    const { httpError: code, message = code, detail } = response;
    return err({ code, message, ...(detail === undefined ? {} : { detail }) });
  }
  const { status, headers, body, trailers } = response;
  const from = at ?? 0;
  const bytes = body.subarray(from, from + max);
  const isAll = from + bytes.length === body.length;
  if (at === undefined)
    return ok({ kind: 'head', status, headers, bytes, end: isAll && trailers === undefined });
  return ok({ kind: 'bytes', bytes, end: isAll, ...(isAll && trailers !== undefined && { trailers }) });
}

function failed(fault: EgressFault): EgressExchange {
  return {
    send: () => Promise.resolve(err(fault)),
    writable: () => Promise.resolve(),
    readable: () => Promise.resolve(),
    next: () => Promise.resolve(err(fault)),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
