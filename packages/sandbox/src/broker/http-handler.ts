import type { HttpCall, HttpReply } from '@kami/protocol';
import type { Egress, EgressFault } from '../ports/egress.ts';
import { createRedirectTrail, MAX_REDIRECTS } from '../net/redirect-trail.ts';
import { netGrantCommand, netGrantTarget } from '../policy/grant-command.ts';
import type { BrokerReply } from './broker.ts';
import type { CallScope } from './call-scope.ts';
import { describeDenial } from './denial.ts';
import type { DenialLog } from './denial-log.ts';
import type { HandleTable } from './handle-table.ts';
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
        return { reply: sent.ok ? { ok: 'sent', room: sent.value } : failed(resource, sent.error) };
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
    const { op: _op, ...request } = call;
    const exchange = egress.start(scope.connections, permission.net, {
      ...request,
      headers: hop.headers,
      body: call.body === 'whole' ? body : call.body,
    });
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
    if (!part.ok) return { reply: failed(resource, part.error) };
    const { value } = part;
    if (value.kind === 'head') {
      const { status, headers, end } = value;
      trail.answered(resource.hop, status, headers);
      return { reply: { ok: 'head', status, headers, end }, body: value.bytes };
    }
    const trailers = value.trailers === undefined ? {} : { trailers: value.trailers };
    return { reply: { ok: 'bytes', end: value.end, ...trailers }, body: value.bytes };
  }

  function failed(resource: ExchangeResource, fault: EgressFault): HttpReply {
    const detail = fault.detail === undefined ? {} : { detail: fault.detail };
    if (fault.refusal === undefined) return { httpError: fault.code, message: fault.message, ...detail };
    const hint =
      fault.refusal === 'no-rule' ? netGrantCommand(scope.tool.name, resource.hop.url) : addressHint(fault);
    const target = fault.refusal === 'no-rule' ? netGrantTarget(resource.hop.url) : fault.target;
    const denial = denials.record({
      what: `to request ${resource.method} ${withoutQuery(resource.hop.url)} (${fault.message})`,
      rule: `net.${fault.refusal}`,
      ...(target === undefined ? {} : { wanted: { kind: 'net', method: resource.method, target } }),
      ...(hint === undefined ? {} : { hint }),
    });
    return { httpError: fault.code, message: describeDenial(scope.tool.name, denial), ...detail };
  }

  function addressHint(fault: EgressFault): string | undefined {
    return fault.target === undefined ? undefined : `kami grant ${scope.tool.name} net=${fault.target}`;
  }
}

/** An address as it may be shown and logged: queries may hold secrets. */
function withoutQuery(url: string): string {
  if (!URL.canParse(url)) return url.slice(0, 200);
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`.slice(0, 500);
}
