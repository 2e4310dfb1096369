/**
 * Threat: a granted name that resolves to a closed address, at the first look or only at the second.
 * Rule: the resolver is asked once for each connection, every address of its answer must be open, and the
 * socket is given exactly these addresses. A literal address, which skips the resolver, was granted by a
 * rule that names it: no other rule matches its URL.
 */
import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isReachableAddress } from '@kami/sandbox';
import type { NetRule } from '@kami/types';
import type { buildConnector } from 'undici';
import { CONNECT_TIMEOUT_MS } from './egress-bounds.ts';
import { EgressError, UNRESOLVED } from './translate-error.ts';

/** Answers every address of a host name. */
export type ResolveHost = (host: string) => Promise<readonly LookupAddress[]>;

/** The system's resolver, hosts file included. */
export const resolveBySystem: ResolveHost = (host) =>
  new Promise((resolve, reject) => {
    systemLookup(host, { all: true }, (error, addresses) => {
      if (error === null) resolve(addresses);
      else reject(error);
    });
  });

/** Throws unless a host may be connected to at all of these addresses. */
function requireReachable(host: string, addresses: readonly string[]): void {
  const rule: NetRule = { methods: [], scheme: 'https', host, subdomains: false, port: 443 };
  if (addresses.length === 0) throw new EgressError(UNRESOLVED);
  if (addresses.every((address) => isReachableAddress(rule, address))) return;
  throw new EgressError({
    code: 'destination-IP-prohibited',
    message: `${host} is a private, local or reserved address`,
    refusal: 'blocked-address',
  });
}

/** A connector that connects to checked addresses only; SNI and Host stay those of the name. */
export function createGuardedConnector(
  build: typeof buildConnector,
  resolve: ResolveHost,
  ca: readonly string[] | undefined,
): buildConnector.connector {
  return build({
    allowH2: false,
    timeout: CONNECT_TIMEOUT_MS,
    autoSelectFamily: true,
    ...(ca === undefined ? {} : { ca: [...ca] }),
    lookup(host, _options, answer) {
      resolve(host).then(
        (addresses) => {
          try {
            requireReachable(
              host,
              addresses.map((one) => one.address),
            );
            answer(null, [...addresses]);
          } catch (error) {
            answer(asError(error), []);
          }
        },
        (error: unknown) => answer(asError(error), []),
      );
    },
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
