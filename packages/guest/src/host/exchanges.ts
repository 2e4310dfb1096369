import http from 'kami:host/http@0.1.0';
import { eventLoop } from '../runtime/event-loop.ts';
import { FetchError } from './fetch-error.ts';
import { toHostFailure } from './host-failure.ts';

/** A request as the host takes it. */
export interface ExchangeRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array | undefined;
  readonly timeoutMs: number | undefined;
}

/** The head of a response, and the handle to read its body by. */
export interface ExchangeHead {
  readonly handle: number;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
}

interface Waiting {
  readonly resolve: (head: ExchangeHead) => void;
  readonly reject: (error: unknown) => void;
}

const waiting = new Map<number, Waiting>();

/** Begins an exchange before it returns, so that several are under way at once. */
export function beginExchange(request: ExchangeRequest): Promise<ExchangeHead> {
  return new Promise((resolve, reject) => {
    eventLoop.setExchanges(source);
    const { method, url, headers, body = null, timeoutMs = null } = request;
    const fields = headers.map(([name, value]): [string, string] => [name, value]);
    const handle = withFetchError(url, () => http.start({ method, url, headers: fields, body, timeoutMs }));
    waiting.set(handle, {
      resolve,
      reject: (thrown) => reject(toFetchError(url, thrown)),
    });
  });
}

/** The next bytes of a body; nothing at its end. Blocks. */
export function readExchange(url: string, handle: number): Uint8Array | undefined {
  return withFetchError(url, () => http.read(handle, 1 << 20)) ?? undefined;
}

/** Ends an exchange where it stands. */
export function closeExchange(handle: number): void {
  http.close(handle);
}

const source = {
  pending: (): boolean => waiting.size > 0,
  wait: (timeoutMs: number | undefined): void => {
    const handles = [...waiting.keys()];
    const ready = http.wait(handles, timeoutMs === undefined ? null : Math.ceil(timeoutMs));
    for (const handle of ready) {
      const { resolve, reject } = waiting.get(handle) ?? {};
      waiting.delete(handle);
      try {
        resolve?.({ handle, ...http.response(handle) });
      } catch (thrown) {
        reject?.(thrown);
      }
    }
  },
};

function withFetchError<T>(url: string, operation: () => T): T {
  try {
    return operation();
  } catch (thrown) {
    throw toFetchError(url, thrown);
  }
}

function toFetchError(url: string, thrown: unknown): Error {
  const failure = toHostFailure(thrown);
  if (failure !== undefined) return FetchError.of(url, failure);
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
