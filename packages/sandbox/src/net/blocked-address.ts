/**
 * Threat: a granted name that resolves to the host itself, its network, a cloud's metadata service, or to
 * one of these through a tunnel. Rule: only public unicast addresses are open (IANA special-purpose
 * registries, RFC 6890; 168.63.129.16 is a cloud's platform address); a grant opens others only by naming
 * the address itself, or loopback by the name `localhost` (RFC 6761, section 6.3).
 */
import { isAddress, type NetRule } from '@kami/types';
import { isInNetwork, parseIpAddress, type IpAddress } from './ip-address.ts';

/** Networks of IPv4 that are closed. */
export const BLOCKED_IPV4: readonly string[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/** The only open network of IPv6: global unicast. */
export const OPEN_IPV6 = '2000::/3';

/** Networks of {@link OPEN_IPV6} that are closed: Teredo and other protocol assignments, documentation, 6to4. */
export const BLOCKED_IPV6: readonly string[] = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

interface Network {
  readonly address: IpAddress;
  readonly bits: number;
}

function parseNetwork(text: string): Network[] {
  const [base = '', bits] = text.split('/');
  const address = parseIpAddress(base);
  return address === undefined ? [] : [{ address, bits: Number(bits) }];
}

const OPEN = parseNetwork(OPEN_IPV6);
const BLOCKED = [...BLOCKED_IPV4, ...BLOCKED_IPV6].flatMap(parseNetwork);
const LOOPBACK = ['127.0.0.0/8', '::1/128'].flatMap(parseNetwork);
const contains = (networks: readonly Network[], address: IpAddress): boolean =>
  networks.some((network) => isInNetwork(address, network.address, network.bits));

/** Whether an address is closed to tools unless a grant names it. What is no address is closed. */
export function isBlockedAddress(text: string): boolean {
  const address = parseIpAddress(text);
  if (address === undefined || contains(BLOCKED, address)) return true;
  return address.version === 6 && !contains(OPEN, address);
}

/** Whether a request that `rule` allows may connect to an address that its host stands for. */
export function isReachableAddress(rule: NetRule, text: string): boolean {
  if (!isBlockedAddress(text)) return true;
  const address = parseIpAddress(text);
  if (address === undefined || rule.subdomains) return false;
  if (rule.host === 'localhost') return contains(LOOPBACK, address);
  if (!isAddress(rule.host)) return false;
  const named = parseIpAddress(rule.host.replace(/^\[|\]$/g, ''));
  return named !== undefined && named.version === address.version && named.value === address.value;
}

/** Whether a host is `localhost` or an address that is closed to tools unless named: nothing beyond the own networks. */
export function isPrivateHost(host: string): boolean {
  return host === 'localhost' || (isAddress(host) && isBlockedAddress(host.replace(/^\[|\]$/g, '')));
}
