import http from 'kami:host/http@0.1.0';
import { eventLoop } from '../runtime/event-loop.ts';
import { joinBytes } from './join-bytes.ts';
import { MORE, reading, source, until, writing } from './exchange-waits.ts';
import { FetchError } from './fetch-error.ts';
import { toHostFailure } from './host-failure.ts';

/** A request as the host takes it. */
export interface ExchangeRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  /** Bytes, or parts that are sent as they come. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array> | undefined;
  readonly timeoutMs: number | undefined;
}

/** The head of a response. */
export interface ExchangeHead {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
}

/** A request on its way. */
export interface Exchange {
  /** Waits for the head. */
  head(): Promise<ExchangeHead>;
  /** Waits for the next bytes of the body; nothing at its end. */
  read(): Promise<Uint8Array | undefined>;
  /** Waits for all the bytes that are left: as `read` to the end, at the cost of one promise. */
  readAll(): Promise<Uint8Array>;
  /** As `read`, blocking the whole component. */
  readNow(): Uint8Array | undefined;
  /** The fields after the body, once it was read to its end; none before. */
  readonly trailers: readonly (readonly [string, string])[];
  /** Ends it where it stands, as reading to the end does; who waits for it, and who reads it later, gets `reason`. */
  close(reason?: unknown): void;
}

/** Bytes that one call moves at most. */
const MAX_PART = 1 << 20;
/** Starts a request before it returns, so that several are under way at once. */
export function startExchange(request: ExchangeRequest): Exchange {
  const { method, url, headers, body, timeoutMs = null } = request;
  eventLoop.setExchanges(source);
  const fields = headers.map(([name, value]): [string, string] => [name, value]);
  const bytes = body instanceof Uint8Array ? body : null;
  const sent = { method, url, headers: fields, body: bytes, timeoutMs };
  const streamed = body === undefined || body instanceof Uint8Array ? undefined : body;
  let handle: number;
  try {
    handle = streamed === undefined ? http.start(sent) : http.startStreaming(sent);
  } catch (thrown) {
    throw toFetchError(url, thrown);
  }
  let trailers: readonly (readonly [string, string])[] = [];
  let closed: { readonly reason: unknown } | undefined;
  const close = (reason?: unknown): void => {
    if (closed !== undefined) return;
    closed = { reason };
    http.close(handle);
    for (const waiting of [reading, writing]) {
      waiting.get(handle)?.reject(reason);
      waiting.delete(handle);
    }
  };
  const attempt = <T>(operation: () => T): T => {
    if (closed !== undefined) throw closed.reason;
    try {
      return operation();
    } catch (thrown) {
      const error = toFetchError(url, thrown);
      close(error);
      throw error;
    }
  };
  const readNow = (): Uint8Array | undefined => {
    const part = attempt(() => http.read(handle, MAX_PART)) ?? undefined;
    if (part !== undefined) return part;
    trailers = http.trailers(handle);
    close(new TypeError('The body was read already'));
    return undefined;
  };
  if (streamed !== undefined) sendBody(handle, streamed).catch(close);
  return {
    head: () => until(reading, handle, () => attempt(() => http.response(handle))),
    read: () => until(reading, handle, readNow),
    readAll: () => {
      const parts: Uint8Array[] = [];
      return until(reading, handle, () => {
        const part = readNow();
        if (part === undefined) return joinBytes(parts);
        parts.push(part);
        return MORE;
      });
    },
    readNow,
    get trailers() {
      return trailers;
    },
    close,
  };
}

/** Sends parts as they come. What the host says against one is what the response will say. */
async function sendBody(handle: number, parts: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const part of parts) {
    for (let at = 0; at < part.length; at += MAX_PART)
      if (!(await sendPart(handle, part.subarray(at, at + MAX_PART), false))) return;
  }
  await sendPart(handle, new Uint8Array(0), true);
}

async function sendPart(handle: number, bytes: Uint8Array, end: boolean): Promise<boolean> {
  let room: boolean;
  try {
    room = http.write(handle, bytes, end);
  } catch (thrown) {
    if (toHostFailure(thrown) === undefined) throw thrown;
    return false;
  }
  if (!room && !end) await until(writing, handle, () => undefined);
  return true;
}

function toFetchError(url: string, thrown: unknown): Error {
  const failure = toHostFailure(thrown);
  if (failure !== undefined) return FetchError.of(url, failure);
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
