/**
 * Threat: a request that smuggles a second one, tunnels, or reaches where its rule does not. Rule: the
 * rules are asked before anything else; framing, connection and proxy fields belong to the host; lengths
 * must be true.
 */
import type { WireHeader } from '@kami/protocol';
import { matchNetRules, type EgressFault, type EgressRequest } from '@kami/sandbox';
import {
  CONNECTION_FIELDS,
  err,
  formatNetRule,
  normalizeHost,
  ok,
  parseNetRule,
  type NetRule,
  type Result,
} from '@kami/types';
import { MAX_REQUEST_HEADER_BYTES } from './egress-bounds.ts';

/** A request that may be sent. */
export interface PreparedRequest {
  readonly rule: NetRule;
  readonly origin: string;
  readonly path: string;
  readonly method: string;
  /** Names and values in turn, Latin-1. */
  readonly headers: string[];
}

/** Methods that make a tunnel or echo secrets, and never a request of a tool. */
const FORBIDDEN_METHODS: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK']);
const FORBIDDEN_HEADERS: ReadonlySet<string> = new Set(CONNECTION_FIELDS);

/** Checks a request against the rules and makes it what the client sends. */
export function prepareRequest(
  rules: readonly NetRule[],
  request: EgressRequest,
): Result<PreparedRequest, EgressFault> {
  const { method, url: text } = request;
  if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(method) || FORBIDDEN_METHODS.has(method.toUpperCase())) {
    return err({
      code: 'HTTP-request-method-invalid',
      message: `the method ${method.slice(0, 32)} is not allowed`,
    });
  }
  if (!URL.canParse(text)) return err({ code: 'HTTP-request-URI-invalid', message: 'the address is no URL' });
  const url = new URL(text);
  const rule = matchNetRules(rules, method, text);
  if (rule === undefined) return err(noRule(url));
  const headers = checkHeaders(request, url.host);
  if (!headers.ok) return headers;
  const host = normalizeHost(url.hostname) ?? url.hostname;
  return ok({
    rule,
    origin: `${url.protocol}//${host}${url.port === '' ? '' : `:${url.port}`}`,
    path: `${url.pathname}${url.search}`,
    method,
    headers: headers.value,
  });
}

function noRule(url: URL): EgressFault {
  const scheme = url.protocol === 'http:' ? 'http://' : '';
  const rule = parseNetRule(`${scheme}${url.host}`);
  const isPlain = /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  const target = rule.ok && isPlain ? { target: formatNetRule(rule.value) } : {};
  return {
    code: 'HTTP-request-denied',
    message: `no rule allows ${url.protocol}//${url.host}`,
    refusal: 'no-rule',
    ...target,
  };
}

function checkHeaders({ headers, body }: EgressRequest, host: string): Result<string[], EgressFault> {
  const sent: string[] = [];
  let size = 0;
  for (const [name, value] of headers) {
    size += name.length + value.length + 4;
    const verdict = judgeHeader(name.toLowerCase(), value, body, host);
    if (verdict === 'refuse') return err(forbidden(name));
    if (verdict === 'send') sent.push(name, value);
  }
  return size > MAX_REQUEST_HEADER_BYTES ? err(forbidden('of that size')) : ok(sent);
}

/** `leave-out` is for what the client writes itself and the guest wrote truly. */
function judgeHeader(
  name: string,
  value: WireHeader[1],
  body: EgressRequest['body'],
  host: string,
): 'send' | 'leave-out' | 'refuse' {
  if (name === 'host') return value.toLowerCase() === host ? 'leave-out' : 'refuse';
  if (name === 'content-length') {
    if (!/^\d{1,15}$/.test(value)) return 'refuse';
    if (body === 'stream') return 'send';
    return Number(value) === (body === 'none' ? 0 : body.length) ? 'leave-out' : 'refuse';
  }
  return FORBIDDEN_HEADERS.has(name) || name.startsWith('proxy-') ? 'refuse' : 'send';
}

function forbidden(name: string): EgressFault {
  return {
    code: 'HTTP-request-denied',
    message: `the header field ${name.slice(0, 64)} is the host's to write`,
    refusal: 'forbidden-header',
  };
}

/** Why a request is refused under these rules before it is sent, or nothing when it may be. */
export function requestRefusal(rules: readonly NetRule[], request: EgressRequest): EgressFault | undefined {
  const prepared = prepareRequest(rules, request);
  return prepared.ok ? undefined : prepared.error;
}
