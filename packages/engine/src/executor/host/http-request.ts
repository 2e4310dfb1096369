import {
  MAX_HEADER_VALUE_BYTES,
  MAX_REQUEST_HEADERS,
  MAX_TIMEOUT_MS,
  MAX_URL_BYTES,
  type HttpCall,
} from '@kami/protocol';
import { MAX_FIELDS_BYTES } from '../budgets.ts';
import type { ExchangeFailure } from '../exchange/exchange-failure.ts';
import { isFieldName, isForbiddenField } from '../wasi/http/field-syntax.ts';

/** `kami:host/http`, `request`. */
export interface CoarseRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: Uint8Array | undefined;
  readonly timeoutMs?: number | undefined;
}

/** `kami:host/http`, `failure`. */
export type HttpFailure =
  | { readonly tag: 'denied' | 'invalid' | 'failed'; readonly val: string }
  | { readonly tag: 'timed-out' | 'too-large' };

type StartCall = Extract<HttpCall, { readonly op: 'http.start' }>;

/** The host call for a request, or what is malformed in it. Fields of the connection are the host's: left out. */
export function parseCoarseRequest(request: CoarseRequest): StartCall | string {
  const headers = request.headers.filter(
    ([name]) => !isForbiddenField(name) && name.toLowerCase() !== 'content-length',
  );
  if (!isFieldName(request.method) || request.method.length > 64) return 'the method is no token';
  if (request.url.length > MAX_URL_BYTES) return 'the URL is too long';
  if (!/^https?:\/\/[\x21-\x7e]+$/i.test(request.url))
    return 'the URL is not an absolute http or https URL in ASCII';
  if (headers.length > MAX_REQUEST_HEADERS) return 'too many header fields';
  let size = 0;
  for (const [name, value] of headers) {
    size += name.length + value.length;
    if (!isFieldName(name)) return 'a header field has a malformed name';
    if (value.length > MAX_HEADER_VALUE_BYTES || !isLatin1(value))
      return 'a header field has a malformed value';
  }
  if (size > MAX_FIELDS_BYTES) return 'the header fields are too large';
  const timeout = request.timeoutMs === undefined ? undefined : Math.min(request.timeoutMs, MAX_TIMEOUT_MS);
  return {
    op: 'http.start',
    method: request.method,
    url: request.url,
    headers,
    body: request.body === undefined ? 'none' : 'whole',
    ...(timeout === undefined ? {} : { connectTimeoutMs: timeout, firstByteTimeoutMs: timeout }),
  };
}

/** Why an exchange failed, in the words of `kami:host/http`. */
export function httpFailure(failure: ExchangeFailure | undefined): HttpFailure {
  const code = failure?.code ?? 'internal-error';
  const text = failure?.message ?? code;
  switch (code) {
    case 'HTTP-request-denied':
    case 'destination-IP-prohibited':
      return { tag: 'denied', val: text };
    case 'HTTP-request-method-invalid':
    case 'HTTP-request-URI-invalid':
    case 'HTTP-request-URI-too-long':
      return { tag: 'invalid', val: text };
    case 'DNS-timeout':
    case 'connection-timeout':
    case 'connection-read-timeout':
    case 'connection-write-timeout':
    case 'HTTP-response-timeout':
      return { tag: 'timed-out' };
    case 'response-too-large':
      return { tag: 'too-large' };
    default:
      return { tag: 'failed', val: text };
  }
}

function isLatin1(value: string): boolean {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code === 0 || code === 0x0a || code === 0x0d || code > 0xff) return false;
  }
  return true;
}
