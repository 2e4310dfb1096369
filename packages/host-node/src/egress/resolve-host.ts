import { lookup as systemLookup, promises, type LookupAddress } from 'node:dns';
import { DNS_TIMEOUT_MS } from './egress-bounds.ts';
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

/** What `localhost` stands for where no resolver is asked for it (RFC 6761, section 6.3). */
const LOCALHOST: readonly LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/**
 * A resolver that asks these name servers, each `ADDRESS[:PORT]`, and nothing of the system: no hosts file, no search
 * domains. Throws where one is no address.
 */
export function resolveByServers(servers: readonly string[]): ResolveHost {
  const resolver = new promises.Resolver({ timeout: DNS_TIMEOUT_MS, tries: 2 });
  resolver.setServers(servers);
  return async (host) => {
    if (host === 'localhost') return LOCALHOST;
    const [v4, v6] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const found = [...addressesOf(v4, 4), ...addressesOf(v6, 6)];
    if (found.length === 0 && v4.status === 'rejected') throw dnsError(v4.reason);
    return found;
  };
}

function addressesOf(
  answer: PromiseSettledResult<readonly string[]>,
  family: 4 | 6,
): readonly LookupAddress[] {
  return answer.status === 'fulfilled' ? answer.value.map((address) => ({ address, family })) : [];
}

/** What c-ares says, where its words mean something else for a socket. */
function dnsError(error: unknown): EgressError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOTFOUND' || code === 'ENODATA') return new EgressError(UNRESOLVED);
  if (code === 'ETIMEOUT')
    return new EgressError({
      code: 'DNS-timeout',
      message: 'the host name could not be resolved in time',
    });
  return new EgressError({ code: 'destination-unavailable', message: 'the name servers gave no answer' });
}
