import { startExchange } from '../host/exchanges.ts';
import { FetchError } from '../host/fetch-error.ts';
import { toSentBody } from './body.ts';
import { Headers } from './headers.ts';
import { isRedirect, nextRequest } from './redirect.ts';
import { Response } from './response.ts';
import type { Exchange, ExchangeRequest } from '../host/exchanges.ts';
import type { BodyInit } from './body.ts';
import type { HeadersInit } from './headers.ts';

/** What gives a request up: an `AbortSignal`, or what looks like one. */
export interface FetchSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** How a request is made. */
export interface FetchInit {
  /** Default `GET`. */
  readonly method?: string;
  readonly headers?: HeadersInit;
  /** Not with `GET` and `HEAD`. */
  readonly body?: BodyInit | null;
  /** `follow` (default): each a request that the host checks, the sixth is `denied`; `manual`: the redirect is the answer; `error`. */
  readonly redirect?: 'follow' | 'manual' | 'error';
  /** For each exchange, from its start to the last byte. */
  readonly timeoutMs?: number;
  /** Ends the exchange when it fires, up to the last byte of the body; the promise is rejected with its reason. */
  readonly signal?: FetchSignal | null;
}

/** Redirects that `fetch` tries to follow (Fetch standard, "HTTP-redirect fetch"); the host refuses the sixth. */
const MAX_REDIRECTS = 20;

/**
 * Makes an HTTP request through the host. The exchange is under way when this returns, so
 * `Promise.all` over several waits only for the slowest. Throws `FetchError`.
 */
export async function fetch(
  url: string | { readonly href: string },
  init: FetchInit = {},
): Promise<Response> {
  let request = toRequest(typeof url === 'string' ? url : url.href, init);
  for (let redirects = 0; ; redirects += 1) {
    const exchange = follow(startExchange(request), init.signal ?? undefined);
    const head = await exchange.head();
    if (init.redirect === 'manual' || !isRedirect(head.status))
      return new Response(head, exchange, request.url, redirects > 0);
    const next = nextRequest(request, head.status, new Headers(head.headers));
    if (next === undefined) return new Response(head, exchange, request.url, redirects > 0);
    exchange.close();
    if (init.redirect === 'error')
      throw new FetchError('redirect', request.url, `it redirects to ${next.url}`);
    if (redirects === MAX_REDIRECTS)
      throw new FetchError('redirect', request.url, `more than ${MAX_REDIRECTS} redirects`);
    request = next;
  }
}

function toRequest(
  url: string,
  { method = 'GET', headers = [], body, timeoutMs, signal }: FetchInit,
): ExchangeRequest {
  if (signal?.aborted === true) throw signal.reason;
  const fields = new Headers(headers);
  const verb = method.toUpperCase();
  if (body === undefined || body === null)
    return { method: verb, url, headers: [...fields], body: undefined, timeoutMs };
  if (verb === 'GET' || verb === 'HEAD') throw new TypeError(`A request with ${verb} cannot have a body`);
  const { content, type } = toSentBody(body);
  if (type !== undefined && !fields.has('content-type')) fields.set('content-type', type);
  return { method: verb, url, headers: [...fields], body: content, timeoutMs };
}

/** The exchange, closed when the signal fires. */
function follow(exchange: Exchange, signal: FetchSignal | undefined): Exchange {
  if (signal === undefined) return exchange;
  const onAbort = (): void => exchange.close(signal.reason);
  signal.addEventListener('abort', onAbort);
  const unlessAborted = <T>(operation: () => T): T => {
    if (signal.aborted) throw signal.reason;
    return operation();
  };
  return {
    head: () => exchange.head(),
    read: async () => unlessAborted(() => exchange.read()),
    readNow: () => unlessAborted(() => exchange.readNow()),
    trailers: () => unlessAborted(() => exchange.trailers()),
    close: (reason) => {
      signal.removeEventListener('abort', onAbort);
      exchange.close(reason);
    },
  };
}
