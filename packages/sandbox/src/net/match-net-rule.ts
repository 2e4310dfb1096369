/**
 * Threat: an address that looks allowed and leads elsewhere (userinfo, a trailing dot, another spelling of
 * an IP address, a name that only ends like a granted one). Rule: the URL standard normalises once; then
 * scheme, host, port and method are compared exactly, and a wildcard takes whole labels only.
 */
import { isAddress, normalizeHost, type NetRule } from '@kami/types';

/** The first rule that allows a request, or nothing when none does. */
export function matchNetRules(rules: readonly NetRule[], method: string, url: string): NetRule | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, port, username, password } = new URL(url);
  if (username !== '' || password !== '') return undefined;
  const host = normalizeHost(hostname);
  if (host === undefined) return undefined;
  const portNumber = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  return rules.find(
    (rule) =>
      `${rule.scheme}:` === protocol &&
      rule.port === portNumber &&
      (rule.methods.length === 0 || rule.methods.includes(method)) &&
      (rule.subdomains
        ? !isAddress(host) && host.endsWith(`.${rule.host}`) && host.length > rule.host.length + 1
        : host === rule.host),
  );
}
