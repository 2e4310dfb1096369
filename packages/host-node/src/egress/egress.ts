/**
 * Threat: a tool reaches what it was not granted: another host, the host's own network, a proxy. Rule: the
 * guest has no sockets; the host makes each request itself, after its rules, to addresses it checked, with
 * no proxy but the operator's, no redirect followed (a redirect is the guest's to follow, by a new request that is
 * checked like any other), and with connections that no two tools share.
 */
import type { Egress } from '@kami/sandbox';
import type { Dispatcher } from 'undici';
import { CONNECTIONS_PER_ORIGIN, KEEP_ALIVE_MS, MAX_RESPONSE_HEADER_BYTES } from './egress-bounds.ts';
import { createEgressPools } from './egress-pools.ts';
import { refusedExchange, startExchange } from './exchange.ts';
import { createGuardedConnector, type ConnectorSettings } from './guarded-connector.ts';
import { prepareRequest } from './prepare-request.ts';
import type { ProxyAddress } from './proxy-tunnel.ts';
import { resolveBySystem, type ResolveHost } from './resolve-host.ts';

/** What the egress may be told. */
export interface EgressOptions {
  /** The resolver of host names; the system's unless said. */
  readonly resolve?: ResolveHost;
  /** Certificate authorities in PEM form that are trusted instead of the built-in ones. */
  readonly certificateAuthorities?: readonly string[];
  /** The proxy that every request goes through; none unless said, whatever the environment says. */
  readonly proxy?: ProxyAddress;
  /** Ports of this machine that KAMI itself listens on: never a target. */
  readonly ownPorts?: () => readonly number[];
}

/** HTTP through undici, which is loaded at the first request. */
export function createEgress(options: EgressOptions = {}): Egress {
  const pools = createEgressPools(() => openAgent(options));
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

async function openAgent(options: EgressOptions): Promise<Dispatcher> {
  const [{ Agent, Pool, buildConnector }, { createSecureContext }] = await Promise.all([
    import('undici'),
    import('node:tls'),
  ]);
  const ca = options.certificateAuthorities;
  const settings: ConnectorSettings = {
    resolve: options.resolve ?? resolveBySystem,
    secureContext: ca === undefined ? undefined : createSecureContext({ ca: [...ca] }),
    proxy: options.proxy,
    ownPorts: options.ownPorts ?? (() => []),
  };
  return new Agent({
    factory: (origin) =>
      new Pool(origin, {
        connect: createGuardedConnector(buildConnector, settings, portOf(origin)),
        connections: CONNECTIONS_PER_ORIGIN,
        pipelining: 1,
        allowH2: false,
        maxHeaderSize: MAX_RESPONSE_HEADER_BYTES,
        keepAliveTimeout: KEEP_ALIVE_MS,
        keepAliveMaxTimeout: KEEP_ALIVE_MS,
      }),
  });
}

function portOf(origin: string | URL): number {
  const { port, protocol } = new URL(origin);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
