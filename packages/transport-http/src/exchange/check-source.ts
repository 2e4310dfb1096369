/**
 * Threat: a web page whose name an attacker points at this machine (DNS rebinding), or any page that sends a request to a
 * local port. Rule: a request names a host that KAMI answers to, once; one that a browser sent (it has an `Origin`) comes
 * from such a host, too (MCP, Streamable HTTP, Security Warning).
 */
import type { IncomingHttpHeaders } from 'node:http';

/** Names that always mean this machine. */
export const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

type DistinctHeaders = Readonly<Partial<Record<keyof IncomingHttpHeaders, readonly string[]>>>;

/** Why a request is not answered because of where it comes from; nothing when it is. `hosts` are lower-case, without port. */
export function sourceProblem(headers: DistinctHeaders, hosts: ReadonlySet<string>): string | undefined {
  const [host, ...otherHosts] = headers['host'] ?? [];
  if (host === undefined || otherHosts.length > 0) return 'the request does not have one Host header';
  const [, name] = /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(?::\d{1,5})?$/.exec(host.toLowerCase()) ?? [];
  if (name === undefined || !hosts.has(name)) return 'KAMI does not answer to this Host';
  const origins = headers['origin'] ?? [];
  return origins.every((origin) => isOriginOf(origin, hosts)) ? undefined : 'this Origin may not call KAMI';
}

function isOriginOf(origin: string, hosts: ReadonlySet<string>): boolean {
  const url = URL.parse(origin);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return false;
  return url.origin === origin.toLowerCase() && hosts.has(url.hostname);
}
