import { joinBytes } from '../../host/join-bytes.ts';
import { Headers } from '../headers.ts';
import { Body } from './body.ts';
import { toKeptBody } from './body-init.ts';
import type { HeadersInit } from '../headers.ts';
import type { BodyInit } from './body-init.ts';
import type { Arrived, ResponseHead, ResponseInit, ResponseType } from './response-init.ts';
import { contentSource, type BodySource } from './body-source.ts';

export type { BodySource } from './body-source.ts';

/** Statuses of responses without a body (WHATWG Fetch standard, "null body status"). */
const WITHOUT_BODY = [101, 103, 204, 205, 304];
const REASON_PHRASE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** It, on its way through the constructor. */
let arrived: Arrived | undefined;

/** The answer to a request (WHATWG Fetch standard, section 5.5). */
export class Response extends Body {
  readonly status: number;
  readonly statusText: string;
  /** The address that answered, after redirects; empty where it was made here. */
  readonly url: string;
  readonly redirected: boolean;
  readonly type: ResponseType;
  #fields: HeadersInit | undefined;
  readonly #source: BodySource | undefined;
  #headers: Headers | undefined;

  constructor(body: BodyInit | null = null, init: ResponseInit = {}) {
    const given = arrived;
    arrived = undefined;
    const { status = given?.head.status ?? 200, statusText = given?.statusText ?? '', headers } = init;
    if (given === undefined && !(status >= 200 && status <= 599))
      throw new RangeError(`${status} is no status of a response`);
    if (!REASON_PHRASE.test(statusText))
      throw new TypeError('The text of the status has characters it cannot carry');
    if (body !== null && WITHOUT_BODY.includes(status))
      throw new TypeError(`A response with status ${status} has no body`);
    const kept = body === null ? undefined : toKeptBody(body);
    super(kept?.content, given?.source);
    this.status = Math.trunc(status);
    this.statusText = statusText;
    this.url = given?.url ?? '';
    this.redirected = given?.redirected ?? false;
    this.type = given?.type ?? 'default';
    this.#source = given?.source;
    this.#fields = given?.head.headers ?? headers;
    if (headers !== undefined || kept?.type !== undefined) this.#addType(kept?.type);
  }

  #addType(type: string | undefined): void {
    if (type !== undefined && !this.headers.has('content-type')) this.headers.set('content-type', type);
  }

  override get headers(): Headers {
    return (this.#headers ??= new Headers(this.#fields));
  }

  /** Whether the status is 200 to 299. */
  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** A second response with the same body, which is then read into memory as far as one of the two is ahead. */
  clone(): Response {
    const { status, statusText, url, redirected, type } = this;
    const content = this.share();
    arrived = {
      head: { status, headers: [...this.headers] },
      statusText,
      source: content === undefined ? undefined : contentSource(content),
      url,
      redirected,
      type,
    };
    return new Response();
  }

  /** The fields after the body (RFC 9110, section 6.5), once it was read to its end; none before. */
  get trailers(): Headers {
    return new Headers(this.#source?.trailers);
  }

  /** The bytes of the body, part by part, blocking the whole component. Leaving the loop ends the exchange. */
  *chunks(): Generator<Uint8Array, void, void> {
    const source = this.claim();
    if (source === undefined) return;
    try {
      for (let part = source.readNow(); part !== undefined; part = source.readNow()) yield part;
    } finally {
      source.close();
    }
  }

  /** The first bytes of the body, and whether there was more. The rest is not fetched. */
  readUpTo(maxBytes: number): { readonly bytes: Uint8Array; readonly truncated: boolean } {
    const parts: Uint8Array[] = [];
    let size = 0;
    for (const part of this.chunks()) {
      parts.push(part);
      size += part.length;
      if (size > maxBytes) break;
    }
    return { bytes: joinBytes(parts).subarray(0, maxBytes), truncated: size > maxBytes };
  }

  /** A network error. */
  static error(): Response {
    const head = { status: 0, headers: [] };
    arrived = { head, statusText: '', source: undefined, url: '', redirected: false, type: 'error' };
    return new Response();
  }

  /** A response with a value as JSON. */
  static json(value: unknown, init: ResponseInit = {}): Response {
    const text: string | undefined = JSON.stringify(value);
    if (text === undefined) throw new TypeError('The value has no JSON');
    const headers = new Headers(init.headers);
    if (!headers.has('content-type')) headers.set('content-type', 'application/json');
    return new Response(text, { ...init, headers });
  }

  /** A response that sends elsewhere. */
  static redirect(url: string | { readonly href: string }, status = 302): Response {
    if (![301, 302, 303, 307, 308].includes(status)) throw new RangeError(`${status} is no redirect`);
    return new Response(null, { status, headers: { location: typeof url === 'string' ? url : url.href } });
  }
}

/** The response that the host gave. */
export function responseOf(
  head: ResponseHead,
  source: BodySource,
  url: string,
  redirected: boolean,
): Response {
  arrived = { head, statusText: '', source, url, redirected, type: 'basic' };
  return new Response();
}
