import { Headers } from '../headers.ts';
import { URL } from '../url.ts';
import { Body } from './body.ts';
import { toKeptBody } from './body-init.ts';
import type { FetchInit, FetchSignal } from '../fetch.ts';

const METHOD = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const FORBIDDEN = /^(?:connect|trace|track)$/i;
const NORMAL = /^(?:delete|get|head|options|post|put)$/i;

/** What is asked for (WHATWG Fetch standard, section 5.4), without what only a browser has: mode, credentials, cache, referrer. */
export class Request extends Body {
  readonly method: string;
  readonly url: string;
  override readonly headers: Headers;
  readonly redirect: 'follow' | 'manual' | 'error';
  readonly signal: FetchSignal | null;
  readonly timeoutMs: number | undefined;

  constructor(input: string | { readonly href: string } | Request, init: FetchInit = {}) {
    const from = input instanceof Request ? input : undefined;
    const { method = from?.method ?? 'GET', body } = init;
    if (!METHOD.test(method) || FORBIDDEN.test(method))
      throw new TypeError(`${method} is no method of a request`);
    const verb = NORMAL.test(method) ? method.toUpperCase() : method;
    if (body !== undefined && body !== null && (verb === 'GET' || verb === 'HEAD'))
      throw new TypeError(`A request with ${verb} cannot have a body`);
    const { href: url, username, password } = new URL(addressOf(input));
    if (username !== '' || password !== '')
      throw new TypeError('The address of a request has no credentials');
    const kept = body === undefined || body === null ? undefined : toKeptBody(body);
    const content =
      kept === undefined && from?.body !== null && from !== undefined
        ? toKeptBody(from).content
        : kept?.content;
    super(content);
    this.method = verb;
    this.url = url;
    this.headers = new Headers(init.headers ?? from?.headers);
    this.redirect = init.redirect ?? from?.redirect ?? 'follow';
    this.signal = init.signal ?? from?.signal ?? null;
    this.timeoutMs = init.timeoutMs ?? from?.timeoutMs;
    if (kept?.type !== undefined && !this.headers.has('content-type'))
      this.headers.set('content-type', kept.type);
  }

  /** The same request again. */
  clone(): Request {
    const content = this.share();
    const { method, headers, redirect, signal, timeoutMs } = this;
    return new Request(this.url, {
      method,
      headers,
      redirect,
      signal,
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(content !== undefined && { body: content }),
    });
  }
}

/** The address of what `fetch` and `Request` take. */
function addressOf(input: string | { readonly href: string } | { readonly url: string }): string {
  if (typeof input === 'string') return input;
  return 'url' in input ? input.url : String(input.href);
}
