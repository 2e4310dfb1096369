/**
 * Threat: a tool reaches what it was not granted: another host, the host's own network, a proxy. Rule: the
 * guest has no sockets; the host makes each request itself, after its rules, to addresses it checked, with
 * no proxy, no redirect followed (a redirect is the guest's to follow, by a new request that is checked
 * like any other), and with connections that no two tools share.
 */
import type { Egress } from '@kami/sandbox';
import { CONNECTIONS_PER_ORIGIN, IDLE_CONNECTION_MS, MAX_RESPONSE_HEADER_BYTES } from './egress-bounds.ts';
import { refusedExchange, startExchange } from './exchange.ts';
import { createGuardedConnector, resolveBySystem, type ResolveHost } from './guarded-connector.ts';
import { prepareRequest } from './prepare-request.ts';
import { createToolClient, type ToolClient } from './tool-client.ts';

/** What the egress may be told. */
export interface EgressOptions {
  /** The resolver of host names; the system's unless said. */
  readonly resolve?: ResolveHost;
  /** Certificate authorities in PEM form that are trusted instead of the built-in ones. */
  readonly certificateAuthorities?: readonly string[];
}

/** HTTP through undici and Node's own client, which are loaded at the first request. */
export function createEgress(options: EgressOptions = {}): Egress {
  const clients = new Map<string, Promise<ToolClient>>();
  const clientOf = (tool: string): Promise<ToolClient> => {
    const known = clients.get(tool) ?? openClient(options);
    clients.set(tool, known);
    return known;
  };
  return {
    start(tool, rules, request) {
      const prepared = prepareRequest(rules, request);
      return prepared.ok
        ? startExchange(() => clientOf(tool), prepared.value, request)
        : refusedExchange(prepared.error);
    },
    async [Symbol.asyncDispose]() {
      const open = [...clients.values()];
      clients.clear();
      for (const client of open) await (await client).destroy();
    },
  };
}

async function openClient({ resolve, certificateAuthorities }: EgressOptions): Promise<ToolClient> {
  const [{ Agent, buildConnector }, { createChunkedClient }] = await Promise.all([
    import('undici'),
    import('./chunked-client.ts'),
  ]);
  const connect = createGuardedConnector(buildConnector, resolve ?? resolveBySystem, certificateAuthorities);
  const agent = new Agent({
    connect,
    connections: CONNECTIONS_PER_ORIGIN,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: MAX_RESPONSE_HEADER_BYTES,
    keepAliveTimeout: IDLE_CONNECTION_MS,
  });
  return createToolClient(agent, createChunkedClient(connect));
}
