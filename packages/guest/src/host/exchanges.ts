import http from 'kami:host/http@0.1.0';
import { eventLoop } from '../runtime/event-loop.ts';
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
  /** The same, blocking the whole component. */
  readNow(): Uint8Array | undefined;
  /** The fields after the body, once it was read. */
  trailers(): readonly (readonly [string, string])[];
  /** Ends it where it stands; who waits for it gets `reason`. */
  close(reason?: unknown): void;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Bytes that one call moves at most. */
const MAX_PART = 1 << 20;
const reading = new Map<number, Waiting>();
const writing = new Map<number, Waiting>();

/** Starts a request before it returns, so that several are under way at once. */
export function startExchange(request: ExchangeRequest): Exchange {
  const { method, url, headers, body, timeoutMs = null } = request;
  eventLoop.setExchanges(source);
  const fields = headers.map(([name, value]): [string, string] => [name, value]);
  const bytes = body instanceof Uint8Array ? body : null;
  const sent = { method, url, headers: fields, body: bytes, timeoutMs };
  const attempt = <T>(operation: () => T): T => {
    try {
      return operation();
    } catch (thrown) {
      throw toFetchError(url, thrown);
    }
  };
  const streamed = body === undefined || body instanceof Uint8Array ? undefined : body;
  const handle = attempt(() => (streamed === undefined ? http.start(sent) : http.startStreaming(sent)));
  const readNow = (): Uint8Array | undefined => attempt(() => http.read(handle, MAX_PART)) ?? undefined;
  const close = (reason?: unknown): void => {
    http.close(handle);
    for (const waiting of [reading, writing]) {
      waiting.get(handle)?.reject(reason);
      waiting.delete(handle);
    }
  };
  if (streamed !== undefined) sendBody(handle, streamed).catch(close);
  return {
    head: async () => {
      await until(reading, handle);
      return attempt(() => http.response(handle));
    },
    read: async () => {
      await until(reading, handle);
      return readNow();
    },
    readNow,
    trailers: () => attempt(() => http.trailers(handle)),
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
  if (!room && !end) await until(writing, handle);
  return true;
}

function until(waiting: Map<number, Waiting>, handle: number): Promise<void> {
  return new Promise((resolve, reject) => void waiting.set(handle, { resolve, reject }));
}

const source = {
  pending: (): boolean => reading.size + writing.size > 0,
  wait: (timeoutMs: number | undefined): void => {
    const time = timeoutMs === undefined ? null : Math.ceil(timeoutMs);
    const [readable, writable] = http.poll([...reading.keys()], [...writing.keys()], time);
    wake(reading, readable);
    wake(writing, writable);
  },
};

function wake(waiting: Map<number, Waiting>, handles: Iterable<number>): void {
  for (const handle of handles) {
    const { resolve } = waiting.get(handle) ?? {};
    waiting.delete(handle);
    resolve?.();
  }
}

function toFetchError(url: string, thrown: unknown): Error {
  const failure = toHostFailure(thrown);
  if (failure !== undefined) return FetchError.of(url, failure);
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
