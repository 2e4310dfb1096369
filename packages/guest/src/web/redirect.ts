import { FetchError } from '../host/fetch-error.ts';
import { URL } from './url.ts';
import type { ExchangeRequest } from '../host/exchanges.ts';
import type { Headers } from './headers.ts';

/** Fields that describe a body, dropped with it. */
const BODY_FIELDS = ['content-type', 'content-language', 'content-encoding', 'content-location'];

/** Fields that must not reach another origin. */
const CREDENTIALS = ['authorization', 'cookie', 'proxy-authorization'];

/** Whether a status may ask for another request. */
export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/**
 * The request that a redirect asks for, by the Fetch standard, "HTTP-redirect fetch"; nothing
 * when the response is no redirect.
 */
export function nextRequest(
  request: ExchangeRequest,
  status: number,
  headers: Headers,
): ExchangeRequest | undefined {
  const location = headers.get('location');
  if (!isRedirect(status) || location === null) return undefined;
  const from = new URL(request.url);
  if (!URL.canParse(location, from))
    throw new FetchError('redirect', request.url, 'its target is not an address');
  const to = new URL(location, from);
  const dropsBody =
    (status === 303 && request.method !== 'HEAD') ||
    ((status === 301 || status === 302) && request.method === 'POST');
  if (!dropsBody && request.body !== undefined && !(request.body instanceof Uint8Array))
    throw new FetchError('redirect', request.url, 'its body came in parts and cannot be sent again');
  const dropped = new Set([
    ...(dropsBody ? BODY_FIELDS : []),
    ...(to.origin === from.origin ? [] : CREDENTIALS),
  ]);
  return {
    method: dropsBody ? 'GET' : request.method,
    url: to.href,
    headers: request.headers.filter(([name]) => !dropped.has(name)),
    body: dropsBody ? undefined : request.body,
    timeoutMs: request.timeoutMs,
  };
}
