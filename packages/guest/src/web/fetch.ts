import { utf8fromStringLoose } from '@exodus/bytes/utf8.js';
import { beginExchange, closeExchange, readExchange } from '../host/exchanges.ts';
import { FetchError } from '../host/fetch-error.ts';
import { Headers } from './headers.ts';
import { nextRequest } from './redirect.ts';
import { Response } from './response.ts';
import type { ExchangeHead, ExchangeRequest } from '../host/exchanges.ts';
import type { HeadersInit } from './headers.ts';

/** How a request is made. */
export interface FetchInit {
  /** Default `GET`. */
  readonly method?: string;
  readonly headers?: HeadersInit;
  /** Text is sent as UTF-8. */
  readonly body?: string | Uint8Array;
  /** `follow` (default): each a request that the host checks, the sixth is `denied`; `manual`: the redirect is the answer; `error`. */
  readonly redirect?: 'follow' | 'manual' | 'error';
  /** For each exchange, from its start to the last byte. */
  readonly timeoutMs?: number;
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
    const head = await beginExchange(request);
    const next =
      init.redirect === 'manual' ? undefined : nextRequest(request, head.status, new Headers(head.headers));
    if (next === undefined) return toResponse(request.url, head, redirects > 0);
    closeExchange(head.handle);
    if (init.redirect === 'error')
      throw new FetchError('redirect', request.url, `it redirects to ${next.url}`);
    if (redirects === MAX_REDIRECTS)
      throw new FetchError('redirect', request.url, `more than ${MAX_REDIRECTS} redirects`);
    request = next;
  }
}

function toRequest(
  url: string,
  { method = 'GET', headers = [], body, timeoutMs }: FetchInit,
): ExchangeRequest {
  const fields = new Headers(headers);
  if (typeof body === 'string' && !fields.has('content-type'))
    fields.set('content-type', 'text/plain;charset=UTF-8');
  const bytes = typeof body === 'string' ? utf8fromStringLoose(body) : body;
  return { method: method.toUpperCase(), url, headers: [...fields], body: bytes, timeoutMs };
}

const toResponse = (url: string, { handle, status, headers }: ExchangeHead, redirected: boolean): Response =>
  new Response(
    { status, headers: new Headers(headers), url, redirected },
    { next: () => readExchange(url, handle), close: () => closeExchange(handle) },
  );
