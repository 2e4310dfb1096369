import { startExchange } from '../host/exchanges.ts';
import { FetchError } from '../host/fetch-error.ts';
import { toSentBody, type BodyInit, type SentBody } from './body/body-init.ts';
import { responseOf, type Response } from './body/response.ts';
import { Headers } from './headers.ts';
import { isRedirect, nextRequest } from './redirect.ts';
import type { ExchangeRequest } from '../host/exchanges.ts';
import type { HeadersInit } from './headers.ts';

/** What gives a request up: an `AbortSignal`, or what looks like one. */
export interface FetchSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
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

/** Methods that are sent in capitals (WHATWG Fetch standard, "normalize a method"). */
const NORMAL = /^(?:delete|get|head|options|post|put)$/i;

/** A `Request`, as far as it is needed here: a tool without one has not its code. */
interface MadeRequest extends FetchInit {
  readonly url: string;
  readonly '~body': () => SentBody;
}

/**
 * Makes an HTTP request through the host. The exchange is under way when this returns, so
 * `Promise.all` over several waits only for the slowest. Throws `FetchError`.
 */
export function fetch(
  input: string | { readonly href: string } | MadeRequest,
  init: FetchInit = {},
): Promise<Response> {
  try {
    if (typeof input === 'string') return answer(toRequest(input, init), init, 0);
    if (!('url' in input)) return answer(toRequest(String(input.href), init), init, 0);
    const { method, headers, redirect, signal, timeoutMs } = input;
    const made = defined({ method, headers, redirect, signal, timeoutMs, ...init });
    const body = init.body ?? (input.body === null ? undefined : input);
    const whole = body === undefined ? made : { ...made, body };
    return answer(toRequest(input.url, whole), whole, 0);
  } catch (error) {
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- what was thrown goes on as it is
    return Promise.reject(error);
  }
}

/** An init without what is `undefined`. */
function defined(init: { readonly [name in keyof FetchInit]: FetchInit[name] | undefined }): FetchInit {
  return Object.fromEntries(Object.entries(init).filter(([, value]) => value !== undefined));
}

/** The response to a request, or to the one that it redirects to. */
function answer(request: ExchangeRequest, init: FetchInit, redirects: number): Promise<Response> {
  const { signal } = init;
  if (signal?.aborted === true) throw signal.reason;
  const exchange = startExchange(request);
  signal?.addEventListener('abort', () => exchange.close(signal.reason));
  return exchange.head().then((head) => {
    const next =
      init.redirect !== 'manual' && isRedirect(head.status)
        ? nextRequest(request, head.status, new Headers(head.headers))
        : undefined;
    if (next === undefined) return responseOf(head, exchange, request.url, redirects > 0);
    exchange.close();
    if (init.redirect === 'error')
      throw new FetchError('redirect', request.url, `it redirects to ${next.url}`);
    if (redirects === MAX_REDIRECTS)
      throw new FetchError('redirect', request.url, `more than ${MAX_REDIRECTS} redirects`);
    return answer(next, init, redirects + 1);
  });
}

function toRequest(url: string, { method = 'GET', headers, body, timeoutMs }: FetchInit): ExchangeRequest {
  const verb = NORMAL.test(method) ? method.toUpperCase() : method;
  if (body === undefined || body === null) {
    const given = headers === undefined ? [] : [...new Headers(headers)];
    return { method: verb, url, headers: given, body: undefined, timeoutMs };
  }
  if (verb === 'GET' || verb === 'HEAD') throw new TypeError(`A request with ${verb} cannot have a body`);
  const fields = new Headers(headers);
  const { content, type } = toSentBody(body);
  if (type !== undefined && !fields.has('content-type')) fields.set('content-type', type);
  return { method: verb, url, headers: [...fields], body: content, timeoutMs };
}

/** {@link fetch}, to pass it on from a context. */
export type Fetch = typeof fetch;
