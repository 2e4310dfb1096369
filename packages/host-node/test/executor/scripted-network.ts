import type { HostCall } from '@kami/protocol';
import type { Answer } from './scripted-host.ts';

/** What a scripted peer gives for a URL: a status and parts of a body, or an error. */
export type Peer = (
  request: Extract<HostCall, { readonly op: 'http.start' }>,
) =>
  | { readonly status: number; readonly parts: readonly string[] }
  | { readonly error: 'HTTP-request-denied' | 'connection-refused' };

/** HTTP behind host calls. Bodies of requests are collected by URL. */
export function createNetwork(peer: Peer): {
  readonly sent: Map<string, string>;
  readonly answer: (call: HostCall, body: Uint8Array) => Answer;
} {
  const exchanges = new Map<number, { readonly url: string; readonly given: ReturnType<Peer>; at: number }>();
  const sent = new Map<string, string>();
  const utf8 = new TextEncoder();
  const text = new TextDecoder();
  return {
    sent,
    answer(call, body) {
      switch (call.op) {
        case 'http.start': {
          const handle = 64 + exchanges.size;
          const given = peer(call);
          if ('error' in given && given.error === 'HTTP-request-denied')
            return { httpError: given.error, message: 'no grant covers it' };
          exchanges.set(handle, { url: call.url, given, at: -1 });
          sent.set(call.url, text.decode(body));
          return { ok: 'started', handle };
        }
        case 'http.body': {
          const url = exchanges.get(call.handle)?.url ?? '';
          sent.set(url, (sent.get(url) ?? '') + text.decode(body));
          return { ok: 'sent', room: true };
        }
        case 'http.next': {
          const exchange = exchanges.get(call.handle);
          if (exchange === undefined) return { httpError: 'internal-error' };
          if ('error' in exchange.given) return { httpError: exchange.given.error };
          const { status, parts } = exchange.given;
          const at = ++exchange.at;
          const bytes = utf8.encode(parts[at] ?? '');
          const end = at >= parts.length - 1;
          if (at > 0) return { reply: { ok: 'bytes', end }, body: bytes };
          return {
            reply: { ok: 'head', status, headers: [['Content-Type', 'text/plain']], end },
            body: bytes,
          };
        }
        case 'wait':
          return { ok: 'ready', handles: call.handles };
        case 'cancelled':
          return { ok: 'cancelled', value: false };
        default:
          throw new Error(`unexpected ${call.op}`);
      }
    },
  };
}
