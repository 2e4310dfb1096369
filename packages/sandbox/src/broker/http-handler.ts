import type { HttpCall, HttpReply } from '@kami/protocol';
import type { Egress } from '../ports/egress.ts';
import { createRedirectTrail, MAX_REDIRECTS } from '../net/redirect-trail.ts';
import type { BrokerReply } from './broker.ts';
import type { CallScope } from './call-scope.ts';
import { describeDenial } from './denial.ts';
import { explainFault, withoutQuery } from './http-fault.ts';
import type { DenialLog } from './denial-log.ts';
import type { HandleTable } from './handle-table.ts';
import { redactExchange } from './redacted-exchange.ts';
import { addSecretHeaders } from './secret-headers.ts';
import { exchangeResource, type ExchangeResource, type Resource } from './resource.ts';

/** Exchanges a call may have open: 10^4 requests at once end here. */
export const MAX_OPEN_EXCHANGES = 64;

type StartCall = Extract<HttpCall, { readonly op: 'http.start' }>;

/** Answers the host calls on HTTP of one call. */
export interface HttpHandler {
  call(call: HttpCall, body: Uint8Array): Promise<BrokerReply>;
}

/** Makes the handler of one call. */
export function createHttpHandler(
  egress: Egress,
  scope: CallScope,
  handles: HandleTable<Resource>,
  denials: DenialLog,
): HttpHandler {
  const trail = createRedirectTrail();
  let open = 0;
  return {
    async call(call, body) {
      if (call.op === 'http.start') return { reply: await start(call, body) };
      const resource = handles.get(call.handle);
      if (resource?.kind !== 'exchange')
        return { reply: { httpError: 'internal-error', message: 'unknown handle' } };
      if (call.op === 'http.body') {
        const sent = await resource.exchange.send(body, call.end, call.trailers);
        resource.room.reset();
        return {
          reply: sent.ok
            ? { ok: 'sent', room: sent.value }
            : explainFault(scope.tool.name, denials, resource, sent.error),
        };
      }
      return next(resource, call.max);
    },
  };

  async function start(call: StartCall, body: Uint8Array): Promise<HttpReply> {
    if (open >= MAX_OPEN_EXCHANGES) return tooMany();
    open += 1;
    const reply = await startCounted(call, body);
    if (!('ok' in reply)) open -= 1;
    return reply;
  }

  async function startCounted(call: StartCall, body: Uint8Array): Promise<HttpReply> {
    const { method, url } = call;
    const { tool, permission } = scope;
    const what = `to request ${method} ${withoutQuery(url)}`;
    const denial = await denials.check(
      { kind: 'net.request', tool, method, url, rules: permission.net },
      what,
    );
    if (denial !== undefined)
      return { httpError: 'HTTP-request-denied', message: describeDenial(tool.name, denial) };
    const hop = trail.follow(url, call.headers);
    if (hop.redirects > MAX_REDIRECTS) return tooFar(what);
    const secret = addSecretHeaders(permission.secrets ?? [], scope.secrets, url, hop.headers);
    if (!secret.ok) {
      const { why, ...lift } = secret.error;
      const fault = denials.record({ what: `${what} (${why})`, ...lift });
      return { httpError: 'HTTP-request-denied', message: describeDenial(tool.name, fault) };
    }
    const { op: _op, ...request } = call;
    const started = egress.start(scope.connections, permission.net, {
      ...request,
      headers: secret.value.headers,
      body: call.body === 'whole' ? body : call.body,
    });
    const carries = secret.value.carriesSecret ? scope.secrets : undefined;
    const exchange = carries === undefined ? started : redactExchange(started, carries.redactor);
    const resource = exchangeResource(exchange, method, hop, () => {
      open -= 1;
    });
    const handle = handles.add(resource);
    if (handle !== undefined) return { ok: 'started', handle };
    await exchange[Symbol.asyncDispose]();
    return { httpError: 'internal-error', message: 'too many handles' };
  }

  function tooMany(): HttpReply {
    const what = `to have more than ${MAX_OPEN_EXCHANGES} requests open`;
    const denial = denials.record({ what, rule: 'net.open-requests' });
    return { httpError: 'connection-limit-reached', message: describeDenial(scope.tool.name, denial) };
  }

  function tooFar(what: string): HttpReply {
    const denial = denials.record({
      what: `${what} after ${MAX_REDIRECTS} redirects in a row`,
      rule: 'net.redirects',
    });
    return { httpError: 'HTTP-request-denied', message: describeDenial(scope.tool.name, denial) };
  }

  async function next(resource: ExchangeResource, max: number): Promise<BrokerReply> {
    const part = await resource.exchange.next(max);
    resource.readiness.reset();
    if (!part.ok) return { reply: explainFault(scope.tool.name, denials, resource, part.error) };
    const { value } = part;
    if (value.kind === 'head') {
      const { status, headers, end } = value;
      trail.answered(resource.hop, status, headers);
      return { reply: { ok: 'head', status, headers, end }, body: value.bytes };
    }
    const trailers = value.trailers === undefined ? {} : { trailers: value.trailers };
    return { reply: { ok: 'bytes', end: value.end, ...trailers }, body: value.bytes };
  }
}
