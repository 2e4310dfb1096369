/**
 * Threat: a granted name that resolves to a closed address, at the first look or only at the second; KAMI's own
 * port as a way around its clients' rights; a variable that switches TLS off. Rule: the resolver is asked once for
 * each connection, every address of its answer must be open, and the socket, or the proxy, is given exactly these
 * addresses. A literal address, which skips the resolver, was granted by a rule that names it: no other rule
 * matches its URL. Certificates are always verified.
 */
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { SecureContext } from 'node:tls';
import { isReachableAddress } from '@kami/sandbox';
import type { NetRule } from '@kami/types';
import type { buildConnector } from 'undici';
import { CONNECT_TIMEOUT_MS } from './egress-bounds.ts';
import { isMachineAddress } from './machine-address.ts';
import { openTunnel, type ProxyAddress } from './proxy-tunnel.ts';
import type { ResolveHost } from './resolve-host.ts';
import { EgressError, UNRESOLVED } from './translate-error.ts';

/** What connections are made with. */
export interface ConnectorSettings {
  readonly resolve: ResolveHost;
  /** Holds the certificate authorities; Node's unless said. */
  readonly secureContext: SecureContext | undefined;
  readonly proxy: ProxyAddress | undefined;
  /** Ports of this machine that KAMI itself listens on, read at each connection. */
  readonly ownPorts: ReadonlySet<number>;
  /** Whether the operator opened a host at a port whatever its addresses are. */
  readonly opensPrivate: (host: string, port: number) => boolean;
}

/** A connector to checked addresses only; SNI and Host stay those of the name. */
export function createGuardedConnector(
  build: typeof buildConnector,
  settings: ConnectorSettings,
): buildConnector.connector {
  const byPort = new Map<number, buildConnector.connector>();
  return (options, callback) => {
    const port = portOf(options);
    const connect = byPort.get(port) ?? createPortConnector(build, settings, port);
    byPort.set(port, connect);
    connect(options, callback);
  };
}

/** A connector to one port: what is asked for the addresses of a host is not told the port. */
function createPortConnector(
  build: typeof buildConnector,
  settings: ConnectorSettings,
  port: number,
): buildConnector.connector {
  const { secureContext, proxy } = settings;
  const connect = build({
    allowH2: false,
    timeout: CONNECT_TIMEOUT_MS,
    autoSelectFamily: true,
    rejectUnauthorized: true,
    ...(secureContext === undefined ? {} : { secureContext }),
    lookup(host, _options, answer) {
      checkedAddresses(host, port, settings).then(
        (addresses) => answer(null, [...addresses]),
        (error: unknown) => answer(asError(error), []),
      );
    },
  });
  return (options, callback) => {
    const { hostname } = options;
    if (proxy === undefined && isIP(hostname) === 0) return connect(options, callback);
    checkedAddresses(hostname, port, settings)
      .then((addresses) =>
        proxy === undefined
          ? undefined
          : openTunnel(
              proxy,
              addresses.map(({ address }) => address),
              port,
            ),
      )
      .then(
        (socket) => {
          if (socket !== undefined && options.protocol !== 'https:') callback(null, socket);
          else connect(socket === undefined ? options : { ...options, httpSocket: socket }, callback);
        },
        (error: unknown) => callback(asError(error), null),
      );
  };
}

/** The addresses of a host, all of them open. Rejects with an `EgressError`, or the resolver's error. */
async function checkedAddresses(
  host: string,
  port: number,
  { resolve, ownPorts, opensPrivate }: ConnectorSettings,
): Promise<readonly LookupAddress[]> {
  const family = isIP(host);
  const addresses = family === 0 ? await resolve(host) : [{ address: host, family }];
  if (addresses.length === 0) throw new EgressError(UNRESOLVED);
  const named: NetRule = {
    methods: [],
    scheme: 'https',
    host: family === 6 ? `[${host}]` : host,
    subdomains: false,
    port,
  };
  const isOpen = opensPrivate(host, port);
  if (!isOpen && !addresses.every(({ address }) => isReachableAddress(named, address)))
    throw new EgressError({
      code: 'destination-IP-prohibited',
      message: `${host} is a private, local or reserved address`,
      refusal: 'blocked-address',
    });
  if (ownPorts.has(port) && addresses.some(({ address }) => isMachineAddress(address)))
    throw new EgressError({
      code: 'destination-IP-prohibited',
      message: `port ${port} of this machine is KAMI's own`,
      refusal: 'own-port',
    });
  return addresses;
}

function portOf({ port, protocol }: buildConnector.Options): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
