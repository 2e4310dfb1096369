/**
 * Threat: a tool reaches what it was not granted: another host, the host's own network, a proxy. Rule: the
 * guest has no sockets; the host makes each request itself, after its rules, to addresses it checked, with
 * no proxy but the operator's, no redirect followed (a redirect is the guest's to follow, by a new request that is
 * checked like any other), and with connections that no two tools share.
 */
import type { Egress } from '@kami/sandbox';
import { CONNECTIONS_PER_ORIGIN, IDLE_CONNECTION_MS, MAX_RESPONSE_HEADER_BYTES } from './egress-bounds.ts';
import { createEgressPools } from './egress-pools.ts';
import { refusedExchange, startExchange } from './exchange.ts';
import { createGuardedConnector } from './guarded-connector.ts';
import { prepareRequest } from './prepare-request.ts';
import type { ProxyAddress } from './proxy-tunnel.ts';
import { resolveBySystem, type ResolveHost } from './resolve-host.ts';
import { createToolClient, type ToolClient } from './tool-client.ts';

/** What the egress may be told. */
export interface EgressOptions {
  /** The resolver of host names; the system's unless said. */
  readonly resolve?: ResolveHost;
  /** Certificate authorities in PEM form that are trusted instead of the built-in ones. */
  readonly certificateAuthorities?: readonly string[];
  /** The proxy that every request goes through; none unless said, whatever the environment says. */
  readonly proxy?: ProxyAddress;
  /** Ports that KAMI itself listens on, read at each connection: never a target at this machine. */
  readonly ownPorts?: ReadonlySet<number>;
  /** Whether the operator named a host at a port as one whose addresses may be private; none is unless said. */
  readonly opensPrivate?: (host: string, port: number) => boolean;
}

/** HTTP through undici and Node's own client, which are loaded at the first request. */
export function createEgress(options: EgressOptions = {}): Egress {
  const pools = createEgressPools(() => openClient(options));
  return {
    start(pool, rules, request) {
      const prepared = prepareRequest(rules, request);
      if (!prepared.ok) return refusedExchange(prepared.error);
      const lease = pools.borrow(pool);
      const exchange = startExchange(() => lease.client, prepared.value, request);
      return {
        ...exchange,
        async [Symbol.asyncDispose]() {
          await exchange[Symbol.asyncDispose]();
          lease[Symbol.dispose]();
        },
      };
    },
    [Symbol.asyncDispose]: () => pools[Symbol.asyncDispose](),
  };
}

async function openClient(options: EgressOptions): Promise<ToolClient> {
  const [{ Agent, buildConnector }, { createSecureContext }, { createChunkedClient }] = await Promise.all([
    import('undici'),
    import('node:tls'),
    import('./chunked-client.ts'),
  ]);
  const ca = options.certificateAuthorities;
  const connect = createGuardedConnector(buildConnector, {
    resolve: options.resolve ?? resolveBySystem,
    secureContext: ca === undefined ? undefined : createSecureContext({ ca: [...ca] }),
    proxy: options.proxy,
    ownPorts: options.ownPorts ?? new Set(),
    opensPrivate: options.opensPrivate ?? (() => false),
  });
  const agent = new Agent({
    connect,
    connections: CONNECTIONS_PER_ORIGIN,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: MAX_RESPONSE_HEADER_BYTES,
    keepAliveTimeout: IDLE_CONNECTION_MS,
    keepAliveMaxTimeout: IDLE_CONNECTION_MS,
  });
  return createToolClient(agent, createChunkedClient(connect));
}
