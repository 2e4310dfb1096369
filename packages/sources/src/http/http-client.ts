/**
 * Threat: a redirect that leads to a closed address, that takes a credential to another origin, or that never ends.
 * Rule: each hop is checked as the first address was; fields of authorisation stay with the origin they were meant
 * for, and do not come back with a later hop; five hops at most; never from https to http.
 */
import type { WireHeader } from '@kami/protocol';
import type { Egress } from '@kami/sandbox';
import { err, kamiError, type KamiError, type Result } from '@kami/types';
import { ruleFor, type NamedHosts } from './host-rules.ts';
import { openResponse, type HttpResponse } from './http-response.ts';
import { cancelled } from './translate-error.ts';

/** A request of KAMI itself. */
export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH';
  readonly url: URL;
  readonly headers?: readonly WireHeader[];
  readonly body?: Uint8Array;
  readonly signal: AbortSignal;
  /** Hears how many bytes of the body were sent. */
  readonly onSent?: (bytes: number) => void;
}

/** HTTP for sources, through the guard. */
export interface HttpClient {
  /** Sends a request; GET and HEAD follow redirects. Errors: `KAMI_DENIED`, `KAMI_NETWORK_FAILED`, `KAMI_CANCELLED`. */
  send(request: HttpRequest): Promise<Result<HttpResponse, KamiError>>;
}

/** What requests go through, and the hosts that the configuration names. */
export interface HttpClientParts {
  readonly egress: Egress;
  readonly named: NamedHosts;
}

/** Redirects of one request: more are a loop. */
const MAX_REDIRECTS = 5;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
const CREDENTIAL_FIELDS: readonly string[] = ['authorization', 'cookie', 'proxy-authorization'];

/** Makes a client. Connections of one origin are shared by its requests. */
export function createHttpClient({ egress, named }: HttpClientParts): HttpClient {
  const once = async (request: HttpRequest): Promise<Result<HttpResponse, KamiError>> => {
    const rule = ruleFor(request.url, named);
    if (!rule.ok) return rule;
    return openResponse(egress, rule.value, request);
  };
  return {
    async send(first) {
      let request = first;
      for (let hop = 0; ; hop += 1) {
        if (request.signal.aborted) return err(cancelled());
        const response = await once(request);
        if (!response.ok) return response;
        const location = redirectOf(request, response.value);
        if (location === undefined) return response;
        await response.value[Symbol.asyncDispose]();
        const from = request.url.host;
        if (hop === MAX_REDIRECTS)
          return err(kamiError('KAMI_NETWORK_FAILED', `${from} redirects more than ${MAX_REDIRECTS} times.`));
        if (!URL.canParse(location, request.url.href))
          return err(kamiError('KAMI_NETWORK_FAILED', `${from} redirects to what is no address.`));
        const url = new URL(location, request.url);
        url.hash = '';
        if (request.url.protocol === 'https:' && url.protocol !== 'https:')
          return err(
            kamiError('KAMI_DENIED', `${from} redirects from https to ${url.protocol}//${url.host}.`),
          );
        request = { ...request, url, headers: headersFor(request, url) };
      }
    },
  };
}

function redirectOf({ method }: HttpRequest, { status, headers }: HttpResponse): string | undefined {
  return (method === 'GET' || method === 'HEAD') && REDIRECTS.includes(status)
    ? headers.get('location')
    : undefined;
}

function headersFor({ url: from, headers = [] }: HttpRequest, to: URL): readonly WireHeader[] {
  if (from.origin === to.origin) return headers;
  return headers.filter(([name]) => !CREDENTIAL_FIELDS.includes(name.toLowerCase()));
}
